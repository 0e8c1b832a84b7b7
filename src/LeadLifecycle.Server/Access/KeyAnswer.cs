using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Access;

/// <summary>A key as it is shown.</summary>
/// <param name="Roles">Their names.</param>
/// <param name="BeforeUntil">Until when the secret before the last rotation works too.</param>
internal sealed record KeyAnswer(
    string Id, string Name, string[] Roles, string State, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? BeforeUntil, DateTimeOffset? RevokedAt)
{
    public static readonly string[] States = ["active", "expired", "revoked"];

    public static KeyAnswer Of(AccessKey key, DateTimeOffset now) => new(
        key.Id, key.Name, key.Roles.Names(), key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "active",
        key.CreatedAt, key.ExpiresAt, key.BeforeUntil > now ? key.BeforeUntil : null, key.RevokedAt);
}

/// <summary>The same with the key itself, which is shown this once.</summary>
internal sealed record NewKeyAnswer(string Key, KeyAnswer Of);
