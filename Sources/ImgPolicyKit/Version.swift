/// The version of imgpolicy, as `--version` and every report print it.
package let toolVersion = "0.1.0"
