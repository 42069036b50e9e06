extension SecretShape {
  /// The credentials that their makers document by a prefix. Of two that fit, the first counts.
  static let all: [SecretShape] = keys + cloud + forges + registries + messaging + services

  /// The same shape behind each of several prefixes.
  private static func each(
    _ prefixes: [String], _ lengths: ClosedRange<Int>, _ alphabet: Alphabet, _ name: String
  ) -> [SecretShape] {
    prefixes.map { SecretShape($0, lengths, alphabet, name) }
  }

  /// The headers of private keys in Base64, as kubeconfig files and Secrets have them.
  private static let keys: [SecretShape] = each(
    [
      "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0t",
      "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0t", "LS0tLS1CRUdJTiBEU0EgUFJJVkFURSBLRVktLS0t",
      "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0t", "LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBLRVktLS0t",
    ], 80...16_384, .base64, "a private key in Base64")

  private static let cloud: [SecretShape] = {
    var shapes = each(["AKIA", "ASIA", "ABIA", "ACCA"], 16...16, .digitsAndCapitals, "an AWS access key id")
    shapes += each(["dop_v1_", "doo_v1_", "dor_v1_"], 64...64, .hexadecimal, "a DigitalOcean token")
    shapes += [
      SecretShape("aws_secret_access_key", 40...40, .base64, "an AWS secret access key", isAssigned: true),
      SecretShape("AccountKey", 88...88, .base64, "an Azure storage key", mark: "==", isAssigned: true),
      SecretShape("SharedAccessKey", 44...44, .base64, "an Azure access key", mark: "=", isAssigned: true),
      SecretShape("AIza", 35...35, .word, "a Google API key"),
      SecretShape("GOCSPX-", 28...28, .word, "a Google client secret"),
      SecretShape("hvs.", 24...200, .word, "a Vault token"),
      SecretShape("hvb.", 100...300, .word, "a Vault token"),
      SecretShape("dapi", 32...32, .hexadecimal, "a Databricks token"),
      SecretShape("pul-", 40...40, .hexadecimal, "a Pulumi token"),
    ]
    return shapes
  }()

  private static let forges: [SecretShape] = {
    var shapes = each(["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], 36...255, .alphanumeric, "a GitHub token")
    let gitLab = ["glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glsoat-", "glft-", "glagent-"]
    shapes += each(gitLab, 20...300, .dotted, "a GitLab token")
    shapes.append(SecretShape("github_pat_", 50...255, .word, "a GitHub token"))
    shapes.append(SecretShape("ATATT3", 50...300, .base64Word, "an Atlassian token"))
    return shapes
  }()

  private static let registries: [SecretShape] = [
    SecretShape("npm_", 36...36, .alphanumeric, "an npm token"),
    SecretShape("pypi-AgE", 50...1000, .word, "a PyPI token"),
    SecretShape("dckr_pat_", 24...64, .word, "a Docker Hub token"),
    SecretShape("dckr_oat_", 24...64, .word, "a Docker Hub token"),
    SecretShape("rubygems_", 48...48, .hexadecimal, "a RubyGems key"),
    SecretShape("hf_", 30...40, .alphanumeric, "a Hugging Face token"),
  ]

  private static let messaging: [SecretShape] = {
    let slack = ["xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "xoxe-"]
    var shapes = each(slack, 20...255, .word, "a Slack token")
    shapes += [
      SecretShape("xapp-", 30...255, .word, "a Slack token"),
      SecretShape("hooks.slack.com/services/", 30...100, .path, "a Slack webhook", mark: "/"),
      SecretShape("hooks.slack.com/workflows/", 30...150, .path, "a Slack webhook", mark: "/"),
      SecretShape("discord.com/api/webhooks/", 70...120, .path, "a Discord webhook", mark: "/"),
      SecretShape("SG.", 60...80, .dotted, "a SendGrid key", mark: "."),
    ]
    return shapes
  }()

  private static let services: [SecretShape] = {
    var shapes = each(["sk_live_", "rk_live_"], 20...255, .alphanumeric, "a Stripe key")
    shapes += each(["sk-proj-", "sk-svcacct-", "sk-admin-"], 32...300, .word, "an OpenAI API key")
    shapes += each(["shpat_", "shpca_", "shppa_", "shpss_"], 32...32, .hexadecimal, "a Shopify token")
    shapes += [
      SecretShape("sk-ant-", 24...255, .word, "an Anthropic API key"),
      SecretShape("sk-or-v1-", 64...64, .hexadecimal, "an OpenRouter API key"),
      SecretShape("sk-", 32...64, .alphanumeric, "an API key"),
      SecretShape("gsk_", 48...64, .alphanumeric, "a Groq API key"),
      SecretShape("xai-", 70...90, .alphanumeric, "an xAI API key"),
      SecretShape("glsa_", 41...41, .word, "a Grafana token"),
      SecretShape("lin_api_", 40...40, .alphanumeric, "a Linear API key"),
      SecretShape("sbp_", 40...40, .hexadecimal, "a Supabase token"),
      SecretShape("sntrys_", 40...400, .base64Word, "a Sentry token"),
      SecretShape("tskey-", 20...80, .word, "a Tailscale key"),
      SecretShape("PMAK-", 59...59, .word, "a Postman API key"),
      SecretShape("NRAK-", 27...27, .digitsAndCapitals, "a New Relic API key"),
      SecretShape("sq0atp-", 22...22, .word, "a Square token"),
      SecretShape("sq0csp-", 43...43, .word, "a Square secret"),
      SecretShape("dp.pt.", 40...44, .alphanumeric, "a Doppler token"),
      SecretShape("pscale_tkn_", 32...64, .dotted, "a PlanetScale token"),
      SecretShape("pscale_pw_", 32...64, .dotted, "a PlanetScale password"),
      SecretShape("figd_", 40...60, .word, "a Figma token"),
      SecretShape("AGE-SECRET-KEY-1", 58...58, .digitsAndCapitals, "an age identity"),
    ]
    return shapes
  }()
}
