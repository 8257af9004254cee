package com.datacline.gateway.audit;

/**
 * What a verification has read.
 *
 * @param records records of the chain
 * @param before lines from before there was a chain
 * @param head hash of the last record: whoever notes it elsewhere will know if the file is cut off before it
 * @param bytes how much has been read
 */
public record Verdict(long records, long before, String head, long bytes) {}
