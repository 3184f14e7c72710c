package io.obt.overview;

/**
 * What a client has of one model.
 *
 * @param inContact whether it is so now, rather than at the last contact
 * @param installed whether there is a copy on its disk
 * @param cloud whether there is a cloud stub, which is no copy
 * @param loaded whether it is in memory
 * @param another whether it has another digest than most clients
 */
record Holding(boolean inContact, boolean installed, boolean cloud, boolean loaded, boolean another) {
    /** As {@link MatrixCells} tells it. */
    char letter() {
        if (!inContact) {
            return '?';
        }
        if (loaded) {
            return another ? 'l' : 'L';
        }
        if (cloud) {
            return 'c';
        }
        return another ? 'd' : 'o';
    }
}
