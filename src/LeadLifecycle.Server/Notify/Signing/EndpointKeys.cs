using System.Text;

namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>The two keys an endpoint's deliveries are signed with; they are made, kept and rotated out together.</summary>
internal sealed record EndpointKeys(WebhookSecret Secret, SigningKey Signing)
{
    /// <param name="given">The receiver's own secret; null makes one.</param>
    public static EndpointKeys Make(WebhookSecret? given) => new(given ?? WebhookSecret.Generate(), SigningKey.Generate());

    /// <summary>As <see cref="Reveal"/> wrote them.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    public static EndpointKeys Read(byte[] kept) => Encoding.ASCII.GetString(kept).Split(' ') is [var secret, var signing]
        ? new EndpointKeys(WebhookSecret.Parse(secret), SigningKey.Parse(signing))
        : throw new FormatException("An endpoint has a secret and a signing key.");

    /// <summary>Both, for the box they are kept in.</summary>
    public byte[] Reveal() => Encoding.ASCII.GetBytes($"{Secret.Reveal()} {Signing.Reveal()}");
}
