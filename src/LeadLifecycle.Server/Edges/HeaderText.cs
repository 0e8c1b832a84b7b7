using System.Buffers;
using System.Text;

namespace LeadLifecycle.Server.Edges;

/// <summary>
/// Text in an HTTP header as the CloudEvents HTTP binding writes it (3.1.3.2): once unquoted as RFC 7230 3.2.6 says, for senders of
/// older versions, then once percent-decoded as UTF-8.
/// </summary>
internal static class HeaderText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="value">As it stands in the header.</param>
    /// <param name="fault">Makes the complaint of what is wrong with it, the end of a sentence.</param>
    public static string Decode(string value, Func<string, Exception> fault)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw fault("holds characters that must be percent-encoded in a header");
        var text = value.StartsWith('"') ? Unquoted(value, fault) : value;
        return text.Contains('%') ? PercentDecoded(text, fault) : text;
    }

    private static string Unquoted(string value, Func<string, Exception> fault)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 1; at < value.Length; at++)
        {
            if (value[at] == '"') return at == value.Length - 1 ? text.ToString() : throw fault("goes on after its closing quote");
            if (value[at] == '\\') at++;
            if (at < value.Length) text.Append(value[at]);
        }

        throw fault("has no closing quote");
    }

    private static string PercentDecoded(string text, Func<string, Exception> fault)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                bytes[length++] = (byte)text[at];
                continue;
            }

            if (at + 2 >= text.Length || Convert.FromHexString(text.AsSpan(at + 1, 2), bytes.AsSpan(length++), out _, out _) != OperationStatus.Done) throw fault("holds a percent sign that no two hexadecimal digits follow");
            at += 2;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw fault("is no UTF-8 once percent-decoded");
        }
    }
}
