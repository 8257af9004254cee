package com.datacline.gateway.call;

/** Hears of calls that ended while nobody waited for them, so that no end goes unrecorded. */
public interface AbandonedCalls {

    /**
     * Takes note of one.
     *
     * @param call the call
     * @param caller the name of who made it
     * @param failure why it ended
     */
    void note(SingleCall call, String caller, Failure failure);
}
