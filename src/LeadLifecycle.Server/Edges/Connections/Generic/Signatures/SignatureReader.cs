using System.Security.Cryptography;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>Reads <c>signature</c>: <c>"none"</c>, a token in a header, or a keyed hash in one. It is never left to a default.</summary>
internal static class SignatureReader
{
    private static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    public static ISignature Read(Members mapping)
    {
        if (mapping.IsText("signature")) return mapping.RequiredText("signature") == "none" ? new Unsigned() : throw mapping.Malformed("signature", "is neither \"none\" nor an object");
        var signature = mapping.Object("signature") ?? throw mapping.Malformed("signature", "is required; \"none\" says that anybody may deliver");
        var (scheme, header, prefix) = (signature.RequiredText("scheme"), signature.RequiredText("header"), signature.Text("prefix") ?? "");
        ISignature read = scheme switch
        {
            "token" => new TokenSignature(header, prefix),
            "hmac" => Hmac(signature, header, prefix),
            _ => throw signature.Malformed("scheme", "is neither hmac nor token"),
        };
        signature.Done();
        return read;
    }

    private static HmacSignature Hmac(Members signature, string header, string prefix)
    {
        var algorithm = Algorithm(signature);
        var isBase64 = Choose(signature, "encoding", null, "hex", "base64") == "base64";
        var keyIsBase64 = Choose(signature, "key", "text", "text", "base64") == "base64";
        var time = signature.Object("timestamp") is { } timestamp ? Time(timestamp) : null;
        var text = SignedText.Parse(signature.Text("signed") ?? (time is null ? "{body}" : "{timestamp}.{body}"), out var complaint) ?? throw signature.Malformed("signed", complaint);
        if (text.HasTimestamp != time is not null) throw signature.Malformed("signed", "holds {timestamp} if and only if timestamp says in which header it stands");
        return new HmacSignature(header, algorithm, isBase64, prefix, keyIsBase64, text, time);
    }

    private static Func<byte[], byte[], byte[]> Algorithm(Members signature) => Choose(signature, "algorithm", null, "sha256", "sha1", "sha512") switch
    {
        "sha256" => HMACSHA256.HashData,
        "sha512" => HMACSHA512.HashData,
        _ => HMACSHA1.HashData,
    };

    private static SignedTime Time(Members timestamp)
    {
        var header = timestamp.RequiredText("header");
        ITimeForm form = Choose(timestamp, "format", "unix-seconds", "unix-seconds", "unix-milliseconds", "rfc3339") switch
        {
            "unix-seconds" => new UnixForm(Milliseconds: false),
            "unix-milliseconds" => new UnixForm(Milliseconds: true),
            _ => new Rfc3339Form(),
        };
        var tolerance = timestamp.Count("toleranceSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultTolerance;
        timestamp.Done();
        return new SignedTime(header, form, tolerance);
    }

    private static string Choose(Members members, string name, string? fallback, params string[] choices)
    {
        var given = members.Text(name) ?? fallback ?? throw members.Malformed(name, $"is required: {string.Join(", ", choices)}");
        return choices.Contains(given) ? given : throw members.Malformed(name, $"is none of {string.Join(", ", choices)}");
    }
}
