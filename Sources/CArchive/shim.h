/* The installed libarchive (Debian: libarchive-dev), as one Swift module. */
#include <archive.h>
#include <archive_entry.h>
