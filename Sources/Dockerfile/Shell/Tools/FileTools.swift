extension Tool {
  /// Programs that change files: the GNU coreutils and BusyBox.
  static let fileTools: [Tool] = [
    Tool("chmod", values: "--reference"), Tool("chown", values: "--reference --from"),
    Tool("chgrp", values: "--reference"), Tool("rm"), Tool("rmdir"),
    Tool("mkdir", values: "-m --mode"), Tool("ln", values: "-S --suffix -t --target-directory"),
    Tool("cp", values: "-S --suffix -t --target-directory --sparse --no-preserve"),
    Tool("mv", values: "-S --suffix -t --target-directory"),
    Tool("install", values: "-g --group -m --mode -o --owner -S --suffix -t --target-directory --strip-program"),
    Tool("touch", values: "-d --date -r --reference -t"), Tool("tee"), Tool("cat"),
    Tool("sed", values: "-e --expression -f --file -l --line-length"),
    Tool("grep", values: "-e --regexp -f --file -A -B -C -m --max-count --include --exclude --exclude-dir -d -D"),
    Tool("awk", as: ["gawk", "mawk"], values: "-F -v -f", starters: "."),
    Tool("sha256sum", as: ["sha1sum", "sha512sum", "sha384sum", "sha224sum", "md5sum", "b2sum"]),
    Tool("shasum", values: "-a --algorithm"), Tool("head", values: "-n --lines -c --bytes"),
    Tool("tail", values: "-n --lines -c --bytes --pid -s"), Tool("sort", values: "-k -t -o -S -T --key --output"),
    Tool("cut", values: "-d -f -c -b --delimiter --fields"), Tool("mount", values: "-t -o -O -L -U"),
    Tool("mktemp", values: "-p --suffix"), Tool("stat", values: "-c --format --printf"),
    Tool("truncate", values: "-s --size -r --reference"), Tool("setcap"), Tool("setfacl", values: "-m -M -x -X --set"),
    Tool("patch", values: "-p -i -d -o -B -D -F -r -V --strip --input --directory"),
    Tool("make", as: ["gmake"], values: "-C -f -I -o -W --directory --file --makefile --include-dir"),
    Tool("nc", as: ["ncat", "netcat"], values: "-e -c -p -s -w -i -x -X"),
  ]
}
