using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Benchmarks;

/// <summary>One connection that writes rows with prepared statements, a transaction a call.</summary>
internal sealed class RawWriter : IAsyncDisposable
{
    private const string Columns = "insert into raw_events (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers)";
    private const string OneRow = Columns + " values (nextval('raw_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private const string ManyRows = Columns + " select nextval('raw_sequence'), id, stream, $3, data, $5, $6, $7, $8, $9, $10 from unnest($1, $2, $4) as rows (id, stream, data)";
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _one;
    private readonly NpgsqlCommand _many;

    private RawWriter(NpgsqlConnection connection) => (_connection, _one, _many) = (connection, Command(connection, OneRow, 0), Command(connection, ManyRows, NpgsqlDbType.Array));

    public static async Task<RawWriter> Connect(string database)
    {
        var writer = new RawWriter(new NpgsqlConnection(database));
        await writer._connection.OpenAsync();
        await writer._one.PrepareAsync();
        await writer._many.PrepareAsync();
        return writer;
    }

    public Task One(EventRow row, Guid stream, long version) => Write(_one, row, Guid.NewGuid(), stream, version, row.Data);

    /// <summary>One row in each stream, by one statement.</summary>
    public Task Many(EventRow row, Guid[] streams, long version) =>
        Write(_many, row, Array.ConvertAll(streams, _ => Guid.NewGuid()), streams, version, Array.ConvertAll(streams, _ => row.Data));

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _many.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task Write(NpgsqlCommand command, EventRow row, object id, object stream, long version, object data)
    {
        object?[] values = [id, stream, version, data, row.Type, row.Tenant, row.DotnetType, row.Correlation, row.Causation, row.Headers];
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="each">Array where a parameter has a value for each row.</param>
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, NpgsqlDbType each)
    {
        var command = new NpgsqlCommand(sql, connection);
        NpgsqlDbType[] types = [each | NpgsqlDbType.Uuid, each | NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, each | NpgsqlDbType.Jsonb, .. Enumerable.Repeat(NpgsqlDbType.Varchar, 5), NpgsqlDbType.Jsonb];
        foreach (var type in types) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        return command;
    }
}
