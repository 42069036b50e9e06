extension Tool {
  /// Programs that fetch and unpack: curl(1), wget(1), git(1), tar(1), unzip(1).
  static let transfer: [Tool] = [
    Tool(
      "curl",
      values: """
        -A --user-agent -b --cookie -c --cookie-jar -C --continue-at -d --data --data-ascii --data-binary --data-raw
        --data-urlencode -D --dump-header -e --referer -E --cert --cert-type -F --form --form-string -H --header 
        -K --config -m --max-time -o --output --output-dir -P --ftp-port -Q --quote -r --range -t --telnet-option
        -T --upload-file -u --user -U --proxy-user -w --write-out -x --proxy -X --request -y --speed-time -Y --speed-limit
        -z --time-cond --abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath --ciphers --connect-timeout
        --connect-to --create-file-mode --crlfile --curves --delegation --dns-servers --doh-url --egd-file --engine
        --etag-compare --etag-save --expect100-timeout --ftp-account --ftp-method --happy-eyeballs-timeout-ms --hostpubmd5
        --hsts --interface --ipfs-gateway --json --keepalive-time --key --key-type --krb --libcurl --limit-rate --local-port
        --login-options --mail-from --mail-rcpt --max-filesize --max-redirs --netrc-file --noproxy --oauth2-bearer --parallel-max
        --pass  --pinnedpubkey --preproxy --proto --proto-default --proto-redir --proxy-cacert --proxy-cert
        --proxy-ciphers --proxy-header --proxy-key --proxy-pass --pubkey --random-file --rate --request-target --resolve
        --retry --retry-delay --retry-max-time --sasl-authzid --service-name --socks4 --socks4a --socks5 --socks5-hostname
        --stderr --tls-max --tls13-ciphers --tlsuser --tlspassword --trace --trace-ascii --trace-config --unix-socket --url
        --url-query --variable
        """),
    Tool(
      "wget",
      values: """
        -o --output-file -a --append-output -e --execute -i --input-file -B --base -t --tries -O --output-document
        -T --timeout --dns-timeout --connect-timeout --read-timeout -w --wait --waitretry -Q --quota -P --directory-prefix
        --cut-dirs --default-page -U --user-agent --user --password --header --post-data --post-file --method --body-data
        --body-file --referer --load-cookies --save-cookies --limit-rate --bind-address --restrict-file-names --progress
        --prefer-family --start-pos --certificate --certificate-type --private-key --private-key-type --ca-certificate
        --ca-directory --crl-file --pinnedpubkey --random-file --egd-file --secure-protocol --ciphers --http-user
        --http-password --http-passwd --proxy-user --proxy-password --ftp-user --ftp-password --max-redirect --local-encoding
        --remote-encoding -l --level -A --accept -R --reject --accept-regex --reject-regex --regex-type -D --domains
        --exclude-domains --follow-tags --ignore-tags -I --include-directories -X --exclude-directories --retry-on-http-error
        --input-metalink --compression --hsts-file --config --report-speed --use-askpass --warc-file -Y
        """, pairs: "-nv -nc -nd -nH -np"),
    Tool(
      "aria2c",
      values: "-d --dir -o --out -j -x -s -k -i --input-file --checksum --header --user-agent -U --max-tries -m -l"),
    Tool(
      "git", .subcommands,
      values: "-C -c --git-dir --work-tree --namespace --super-prefix --config-env",
      subcommandValues: [
        "clone": """
        -b --branch --depth -o --origin -u --upload-pack --reference --reference-if-able --separate-git-dir --template -j
        --jobs --filter --shallow-since --shallow-exclude --server-option --config --bundle-uri --revision
        """,
        "fetch": "--depth --deepen --shallow-since --shallow-exclude --upload-pack -j --jobs --filter --refmap -o",
        "pull": "--depth -s --strategy -X --strategy-option -j --jobs --upload-pack",
        "checkout": "-b -B --orphan --conflict --pathspec-from-file", "switch": "-c -C --orphan --conflict",
        "commit": "-m --message -F --file --author --date -t --template --fixup --squash",
        "config": "-f --file --blob --type --default --get --get-all --unset --unset-all --comment --value",
        "archive": "-o --output --format --prefix --remote --exec --add-file",
        "submodule": "--depth -b --branch -j --jobs --reference",
        "remote": "-t -m", "apply": "-p --directory --exclude --include", "tag": "-m -F -u -n",
      ], groups: "remote submodule lfs"),
    Tool("svn", .subcommands, values: "-r --revision --username --password --depth --config-dir --config-option"),
    Tool(
      "tar", .leadingCluster,
      values: """
        -f --file -C --directory -b --blocking-factor -F --info-script -g --listed-incremental -H --format -I
        --use-compress-program -K --starting-file -L --tape-length -N --newer --after-date -T --files-from -V --label
        -X --exclude-from --exclude --transform --xform --strip-components --strip --owner --group --mode --mtime --sort
         --checkpoint-action --warning --to-command  --owner-map --group-map --rsh-command
        --suffix --volno-file --record-size --pax-option --quoting-style --index-file 
        """),
    Tool(
      "bsdtar", .leadingCluster,
      values: "-f --file -C --directory -b -T -X --exclude --strip-components -s --options --format"),
    Tool("unzip", values: "-d -x -P -I -O"), Tool("zip", values: "-b -i -n -O -P -t -tt -x"),
    Tool("7z", as: ["7za", "7zr"], .subcommands),
    Tool("cpio", values: "-F --file -D --directory -R --owner -H --format -I -O -E"),
    Tool(
      "gpg", as: ["gpg2"],
      values: """
        --homedir --keyserver --keyserver-options --recv-keys --recv --keyring --primary-keyring --secret-keyring
        --passphrase --passphrase-file --passphrase-fd --pinentry-mode -o --output -u --local-user -r --recipient
        --default-key --options --status-fd --trust-model --import-options --export-options
        """),
    Tool("scp", values: "-c -F -i -J -l -o -P -S"),
    Tool("ssh", values: "-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w", starters: "."),
    Tool(
      "rsync",
      values:
        "-e --rsh -f --filter --exclude --include --exclude-from --include-from --files-from --chmod --chown -T --temp-dir --timeout --bwlimit -B --port --password-file --log-file"
    ),
  ]
}
