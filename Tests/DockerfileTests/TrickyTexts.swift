/// Texts at the edges of the syntax, for the properties that hold for every text.
enum TrickyTexts {
  static let all: [String] =
    files + continuations + heredocs + arrays + words + commands

  static let files: [String] = [
    "", "\n", "\r\n", "\r", " ", "\t\n", "#", "# only a comment", "\u{FEFF}", "\u{FEFF}FROM a",
    "\u{FEFF}# escape=`\nFROM a",
    "FROM", "FROM ", "FROM a", "from a as b", "FROM a AS", "FROM a b c d", "FROM a\r\nRUN b\r\n", "FROM a\rRUN b",
    "FROM a\n\n\n",
    "ARG A=1\nFROM $A\nFROM ${A:-b} AS x\nFROM x\nCOPY --from=0 a b\nCOPY --from=9 a b\nCOPY --from=x a b\n",
    "# syntax=a b\n# escape=`\n# check=skip=all;error=true\nFROM a\n", "# escape=\\\n# escape=`\nFROM a",
    "# escape=x\nFROM a `\n b",
    "#!/bin/sh\n# escape=`\nFROM a", "FROM \u{A0}a\u{2003}b", "\u{2003}FROM a",
    "FROM a\nWORKDIR ../..\nWORKDIR b/../../c\nWORKDIR \\\nVOLUME [\" \"] \u{A0}\n\u{A0}\\\n\u{85}USER a",
    "RNU x\nFROM a\nONBUILD ONBUILD ONBUILD RUN a",
    "FROM a\nONBUILD\nONBUILD COPY --from=b <<E /c\nx\nE\n", "FROM a AS b\nFROM b AS b\nFROM b AS B\nCOPY --from=B a b",
    "FROM é\nLABEL é=\"ü ö\"\nRUN echo ☃ && \\\n ☃\n",
  ]

  static let continuations: [String] = [
    "FROM a \\", "FROM a \\\n", "\\\nFROM a", "\\", "\\\n\\\n\\", "FROM \\  \n\n  \n# no\n a", "RUN a \\\\\nb",
    "RUN a \\\\\\\nb",
    "RUN a \\\r\n  b \\\r\n\r\n  c\r\n", "# escape=`\nRUN a `\n b \\\n", "RUN a\\\nb\\\nc", "RU\\\nN a",
    "FROM a A\\\nS b\nUSER ro\\\not",
    "ENV A\\\n=\\\nb C=\\\n\"d \\\n e\"", "COPY --fr\\\nom=a b \\\n# c\n d",
    "HEALTHCHECK --inter\\\nval=1s \\\nNO\\\nNE",
  ]

  static let heredocs: [String] = [
    "RUN <<E", "RUN <<E\n", "RUN <<E\nE", "RUN <<E\nE\n", "RUN <<E\r\na\r\nE\r\nRUN b", "RUN <<-E\n\ta\n\tE\nRUN b",
    "RUN <<A <<B 3<<C\na\nA\nb\nB\nc\nC\nRUN d", "COPY <<'A' <<\"B C\" /d/\n$x\nA\n$y\nB C\n", "RUN cat<<E\nRUN b",
    "RUN <<E>out\nx\nE>out\n",
    "RUN <<E it's\nE", "RUN << E\na\nE\n", "RUN <<<E\n", "RUN \"<<E\"\n", "RUN <<'E\nx", "RUN <<\\E\n$a\nE\n",
    "RUN <<#\n#\n", "RUN << \nE",
    "RUN <<E \\\n<<F\n1\nE\n2\nF\n", "CMD <<E\nE", "RUN [\"<<E\"]\nE", "COPY <<E <<E /a\n1\nE\n2\nE",
    "RUN cat <<E | sh\napt-get install gcc\nE\n",
    "RUN <<E bash -x\nsudo rm\nE", "RUN <<E\n#!/usr/bin/env python3\nimport os\nE", "RUN <<E\n#!/bin/bash\nmake\nE",
    "RUN 99999999999999999999<<E\nE",
  ]

  static let arrays: [String] = [
    "CMD []", "CMD [", "CMD [\"a\"", "CMD [\"a\",]", "CMD ['a']", "CMD [\"a\"] b", "CMD [1]",
    "CMD [\"a\", {\"b\": [1, -2.5e+3, true, null]}]",
    "CMD [\"\\u00e9\\ud83d\\ude00\\ud800\\n\\/\\\"\"]", "CMD [\"\\x\"]", "CMD [\"a\tb\"]", "CMD [\"é\"]",
    "SHELL [\"/bin/bash\", \"-c\"]\nRUN a", "SHELL []",
    "FROM a\nSHELL [\"powershell\"]\nRUN apt-get install gcc", "VOLUME [\"a b\", \"c\"]",
    "COPY [\"a b\", \"c\", \"/d/\"]", "COPY [ \"a\" , \n",
    "CMD [[[[[[[[[[[[[[[[[[\"a\"]]]]]]]]]]]]]]]]]]", "HEALTHCHECK CMD [\"a\", \"b\"]", "CMD [\"a\" \\\n, \"b\"]",
    "CMD [00]", "CMD [-]", "CMD [1.]",
  ]

  static let words: [String] = [
    "ENV", "ENV A", "ENV A ", "ENV A b c", "ENV A=b C", "ENV =a", "ENV A=\"b c\" D='e f' G=h\\ i", "ENV A=\"b",
    "ENV A='b\\' C=d", "ENV A=b\\",
    "ENV A=$A$B${C}${D:-e}${F:+g}${H:?i}${J#k}${L%%m}${N/o/p}${Q//r/s}", "ENV A=${", "ENV A=${}", "ENV A=${B:",
    "ENV A=${B:-${C:-${D}}}",
    "ENV A=${B:-\"}\"}", "ENV A=$$ B=$1 C=$@ D=${12} E=$", "ENV A=${B^^}", "ENV A=${B/c}", "ENV A=${B#[}",
    "ENV A=${B%\\x}", "ARG", "ARG A B=c =d",
    "ARG A=1 B=$A", "LABEL a.b=c \"d e\"=f", "LABEL a", "EXPOSE 80 $P 90/udp", "FROM a\nEXPOSE 1-65535 1-65535/udp",
    "USER \"a b\"", "USER a:b", "USER",
    "WORKDIR  a  b  ", "STOPSIGNAL",
    "RUN --mount=type=bind,from=a --network=none -- --x", "RUN --", "RUN -- --", "RUN --mount", "RUN --a=\"b c\" d",
    "RUN --a='b c", "COPY --link a b",
    "COPY --link=x a b", "COPY --from=$A b c", "COPY --from='a' b c", "COPY --from=\"a\\b\" c d",
    "ADD --chown=a --chown=b c d", "COPY a", "COPY",
    "HEALTHCHECK", "HEALTHCHECK NONE x", "HEALTHCHECK none", "HEALTHCHECK CMD", "HEALTHCHECK --interval=1s CMD a",
    "HEALTHCHECK FOO", "MAINTAINER a b",
    "VOLUME a b", "ONBUILD RUN a", "ONBUILD FROM b", "CMD --help", "STOPSIGNAL --x SIGTERM",
  ]

  static let commands: [String] = [
    "RUN sudo -u a apt-get install -y gcc", "RUN env A=b nice -n 5 make", "RUN sh -c 'a && b'",
    "RUN bash -ec \"apt-get \\\"install\\\" x\"",
    "RUN if a; then b; elif c; then d; else e; fi", "RUN for x in a b; do $x; done",
    "RUN while a; do b; done; until c; do d; done",
    "RUN case $x in a|b) c;; (d) e;; *) f; esac", "RUN (a; b) | c |& d && { e; f; } || ! g &",
    "RUN a $(b $(c `d \\`e\\``)) \"$(f)\" <(g) >(h)",
    "RUN a $((1 + (2 * 3))) ((x++)) [[ a && b ]] c", "RUN f() { a; }; function g { b; }; f",
    "RUN a >b 2>&1 <c >>d &>e <<<f", "RUN 'a", "RUN \"a",
    "RUN $(a", "RUN `a", "RUN ${a", "RUN ${a:-$(b)}", "RUN a)", "RUN )", "RUN ;;", "RUN done", "RUN fi; then", "RUN {",
    "RUN }", "RUN ( ( ( (", "RUN if",
    "RUN case", "RUN case a in", "RUN for", "RUN for ((i=0;i<3;i++)); do a; done", "RUN !", "RUN ! !", "RUN |",
    "RUN a ||", "RUN &&", "RUN a & b # c",
    "RUN A=b C=$A d", "RUN A=b; $A c", "RUN a \\\n  && b \\\n  # c\n  && d", "RUN set -ex; cat > f <<X\nRUN a",
    "RUN <<E\ncat <<F\nx\nF\na\nE",
    "RUN eval 'make all'", "RUN xargs -n 1 apt-get install < list", "RUN busybox sh -c make", "RUN sudo", "RUN env",
    "RUN sudo -u", "RUN timeout 5",
    "RUN sh -c", "RUN su -c 'make' root", "RUN command -v gcc", "RUN python3 -m pip install x", "RUN -x", "RUN \"\" a",
    "RUN '' ''", "RUN $'a\\'b'",
    "RUN apk add --virtual .b gcc && apk del .b", "RUN npm i -g @a/b@1", "RUN yarn", "RUN uv pip install a==1",
    "RUN apt-get install $P",
    "RUN tar xzfC a b && curl -o$x -k --x=$y -- -z && find / -exec rm {} \\; -delete", "RUN find -exec",
    "RUN find . -exec +",
    "RUN rm -rf /{a,{b,c}d}/* ${x}{ {{,}} ~ ~/b && cd .. && rm *", "RUN pip install -e a[b]==1;c @ git+d 'e @ f'",
    "RUN npm i @ @a @a/ @a/b@npm:c@1 d#e f/g h@", "RUN gem i a: -v", "RUN apt-get -o= -q=x install a= =b /c d/ ~e f^",
    "RUN yum install - a- -1 a-1-2 @ 'a = 1'", "RUN conda install :: a::=1[b a=", "RUN apk add @ = a> .b ..",
    "RUN go run @ && go get a.b@ && pacman -S && pacman -y && uvx && npx -p && bash -o",
    "RUN a || (b; exit 1) || { :; } || !",
    "RUN a | (b | sh -c 'c | d' <(e)) | f $(g | h)", "RUN set -o && set -eo pipefail + -- && bash +o -c 'a' b",
  ]
}
