/* The installed decompressors of gzip: zlib (Debian: zlib1g-dev), which is linked, and ISA-L (libisal-dev), of which only the
   declarations are used: the library is looked for when the program runs. */
#include <isa-l/igzip_lib.h>
#include <zlib.h>
