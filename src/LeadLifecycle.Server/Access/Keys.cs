using LeadLifecycle.Server.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Access;

/// <summary>The keys as they lie in the database.</summary>
internal sealed class Keys(NpgsqlDataSource database)
{
    private const string Columns = "id, workspace, name, roles, hash, hash_before, before_until, expires_at, revoked_at, created_at";

    /// <summary>Whosever it is; the credential names its workspace.</summary>
    public async Task<AccessKey?> Find(string id, CancellationToken ct) => (await Read($"select {Columns} from {KeyTable.Name} where id = $1", [id], ct)).SingleOrDefault();

    /// <exception cref="ProblemException">There is none in the workspace.</exception>
    public async Task<AccessKey> Of(string workspace, string id, CancellationToken ct) =>
        One(await Read($"select {Columns} from {KeyTable.Name} where id = $1 and workspace = $2", [id, workspace], ct), id);

    /// <summary>The revoked and the expired too.</summary>
    public Task<List<AccessKey>> All(string workspace, CancellationToken ct) => Read($"select {Columns} from {KeyTable.Name} where workspace = $1 order by created_at, id", [workspace], ct);

    /// <summary>True when somebody could sign in with a key now.</summary>
    public async Task<bool> AnyUsable(CancellationToken ct) => (await Read($"select {Columns} from {KeyTable.Name} where revoked_at is null and (expires_at is null or expires_at > now()) limit 1", [], ct)).Count > 0;

    /// <returns>The key, and its text, which is never known again.</returns>
    public async Task<(AccessKey Key, string Text)> Add(string workspace, string name, Roles roles, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var id = KeyText.NewId();
        var text = KeyText.Make(id);
        var made = await Read(
            $"insert into {KeyTable.Name} (id, workspace, name, roles, hash, expires_at, created_at) values ($1, $2, $3, $4, $5, $6, now()) returning {Columns}",
            [id, workspace, name, roles.Names(), KeyText.HashOf(text), Time(expiresAt)], ct);
        return (made.Single(), text);
    }

    /// <summary>A new secret; the one until now works for the overlap, the one before that no more.</summary>
    /// <exception cref="ProblemException">There is none in the workspace, or it is revoked.</exception>
    public async Task<(AccessKey Key, string Text)> Rotate(string workspace, string id, TimeSpan overlap, CancellationToken ct)
    {
        var text = KeyText.Make(id);
        var rotated = await Read($"""
            update {KeyTable.Name} set hash = $3, hash_before = hash, before_until = now() + $4 where id = $1 and workspace = $2 and revoked_at is null returning {Columns}
            """, [id, workspace, KeyText.HashOf(text), overlap], ct);
        return (One(rotated, id), text);
    }

    /// <summary>It works no more; revoked again it stays as it was.</summary>
    /// <exception cref="ProblemException">There is none in the workspace.</exception>
    public async Task<AccessKey> Revoke(string workspace, string id, CancellationToken ct) =>
        One(await Read($"update {KeyTable.Name} set revoked_at = coalesce(revoked_at, now()) where id = $1 and workspace = $2 returning {Columns}", [id, workspace], ct), id);

    private static NpgsqlParameter Time(DateTimeOffset? instant) => new() { Value = (object?)instant?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static AccessKey One(List<AccessKey> found, string id) => found is [var key] ? key : throw new ProblemException(Codes.KeyUnknown, $"There is no key '{id}'.");

    private async Task<List<AccessKey>> Read(string sql, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var keys = new List<AccessKey>();
        while (await row.ReadAsync(ct))
        {
            var roles = row.GetFieldValue<string[]>(3).Aggregate(Roles.None, (all, name) => all | (RoleNames.Read(name) ?? Roles.None));
            keys.Add(new AccessKey(
                row.GetString(0), row.GetString(1), row.GetString(2), roles, row.GetFieldValue<byte[]>(4), row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
                Instant(row, 6), Instant(row, 7), Instant(row, 8), row.GetFieldValue<DateTimeOffset>(9)));
        }

        return keys;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
