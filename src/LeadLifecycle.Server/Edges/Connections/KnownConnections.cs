using LeadLifecycle.Server.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>The connections as they lie in the database.</summary>
internal sealed class KnownConnections(NpgsqlDataSource database)
{
    private const string Columns = "workspace, name, vendor, source, mapping, secret, active, revision, created_at, changed_at";

    /// <exception cref="ProblemException">There is no such connection.</exception>
    public async Task<Connection> Get(string workspace, string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {ConnectionTables.Connection} where workspace = $1 and name = $2");
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = name });
        return (await Read(command, ct)).SingleOrDefault() ?? throw Unknown(name);
    }

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Connection>> All(string workspace, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {ConnectionTables.Connection} where workspace = $1 order by name");
        command.Parameters.Add(new() { Value = workspace });
        return await Read(command, ct);
    }

    /// <exception cref="ProblemException">The name is taken.</exception>
    public async Task Add(Connection made, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"insert into {ConnectionTables.Connection} ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing");
        foreach (var value in (object[])[made.Workspace, made.Name, made.Vendor, made.Source, made.Mapping, made.Secret, made.Active, made.Revision, made.CreatedAt, made.ChangedAt])
        {
            command.Parameters.Add(new() { Value = value });
        }

        if (await command.ExecuteNonQueryAsync(ct) == 0) throw new ProblemException(Codes.ConnectionNameTaken, $"There is a connection '{made.Name}' already.");
    }

    /// <summary>What is null stays as it is.</summary>
    /// <exception cref="ProblemException">It was deleted meanwhile.</exception>
    public async Task<Connection> Change(Connection connection, string? mapping, byte[]? secret, bool? active, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {ConnectionTables.Connection}
            set mapping = coalesce($3, mapping), secret = coalesce($4, secret), active = coalesce($5, active), revision = $6, changed_at = $7
            where workspace = $1 and name = $2 returning {Columns}
            """);
        command.Parameters.Add(new() { Value = connection.Workspace });
        command.Parameters.Add(new() { Value = connection.Name });
        command.Parameters.Add(new() { Value = (object?)mapping ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)secret ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = (object?)active ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean });
        command.Parameters.Add(new() { Value = Guid.NewGuid() });
        command.Parameters.Add(new() { Value = now });
        return (await Read(command, ct)).SingleOrDefault() ?? throw Unknown(connection.Name);
    }

    /// <param name="withQuarantine">Also what waits in quarantine; without it such a connection stays.</param>
    /// <returns>False when it stays because something waits.</returns>
    public async Task<bool> Delete(Connection connection, bool withQuarantine, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        if (withQuarantine) batch.BatchCommands.Add(Of(connection, $"delete from {ConnectionTables.Quarantine} where workspace = $1 and connection = $2"));
        batch.BatchCommands.Add(Of(connection, $"delete from {ConnectionTables.Connection} where workspace = $1 and name = $2"));
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException waiting) when (waiting.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return false;
        }
    }

    private static NpgsqlBatchCommand Of(Connection connection, string sql) =>
        new(sql) { Parameters = { new() { Value = connection.Workspace }, new() { Value = connection.Name } } };

    private static async Task<IReadOnlyList<Connection>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<Connection>();
        while (await row.ReadAsync(ct))
        {
            found.Add(new Connection(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<byte[]>(5),
                row.GetBoolean(6), row.GetGuid(7), row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9)));
        }

        return found;
    }

    private static ProblemException Unknown(string name) => new(Codes.ConnectionUnknown, $"There is no connection '{name}'.");
}
