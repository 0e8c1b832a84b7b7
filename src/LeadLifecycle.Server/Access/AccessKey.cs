using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Access;

/// <summary>A key as it is kept. Times are the database's, UTC.</summary>
/// <param name="HashBefore">Of the secret before the last rotation, which works until <paramref name="BeforeUntil"/>.</param>
internal sealed record AccessKey(
    string Id, string Workspace, string Name, Roles Roles, byte[] Hash, byte[]? HashBefore, DateTimeOffset? BeforeUntil,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset CreatedAt)
{
    public Principal Principal { get; } = new("key:" + Id, Workspace, Roles);

    /// <summary>True when the text is this key and works at the instant.</summary>
    public bool Admits(ReadOnlySpan<char> key, DateTimeOffset now) =>
        RevokedAt is null && !(ExpiresAt <= now) && (KeyText.Matches(key, Hash) || (HashBefore is { } before && now < BeforeUntil && KeyText.Matches(key, before)));
}
