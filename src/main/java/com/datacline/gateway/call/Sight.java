package com.datacline.gateway.call;

/** What a caller may know of, as the policy says at the moment it is asked. */
public interface Sight {

    /** Of somebody nobody has named. */
    Sight NOTHING = new Sight() {
        @Override
        public boolean sees(Action list, Place place) {
            return false;
        }

        @Override
        public boolean sees(String server) {
            return false;
        }
    };

    /**
     * Tells whether a list may show something.
     *
     * @param list one of {@link Action#LISTS}
     */
    boolean sees(Action list, Place place);

    /** Tells whether there is anything that the caller may do at a server. */
    boolean sees(String server);
}
