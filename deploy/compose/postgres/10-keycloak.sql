-- Run once, when the volume is new: POSTGRES_DB is the gateway's, this is Keycloak's.
create database keycloak;
