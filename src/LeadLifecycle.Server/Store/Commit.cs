using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// The statements of one transaction, sent together: one round trip, all or nothing. What stands between two
/// synchronisations of the protocol is one transaction by itself, so nothing is sent to begin it and nothing to commit it.
/// </summary>
/// <param name="workspace">Whose rows are written.</param>
public sealed class Commit(string workspace)
{
    private readonly List<NpgsqlBatchCommand> _queued = [];

    public string Workspace => workspace;

    /// <summary>Adds a statement that answers no rows.</summary>
    /// <param name="sql">With <c>$1</c>, <c>$2</c> … for the values.</param>
    public void Queue(string sql, params ReadOnlySpan<object> values) => _queued.Add(Command(sql, values));

    /// <summary>Sends everything, <paramref name="first"/> ahead of the rest. It is committed when this returns.</summary>
    /// <returns>The numbers that <paramref name="first"/> answered, in their order.</returns>
    /// <exception cref="PostgresException">The database refused; nothing is written.</exception>
    /// <exception cref="NpgsqlException">The connection broke; nobody knows whether it is written.</exception>
    internal async Task<List<long>> Send(NpgsqlConnection connection, NpgsqlBatchCommand first)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(first);
        foreach (var queued in _queued) batch.BatchCommands.Add(queued);
        await using var reader = await batch.ExecuteReaderAsync();
        var numbers = new List<long>();
        while (await reader.ReadAsync()) numbers.Add(reader.GetInt64(0));
        // To the end: an error in a later statement is only told when it is come to.
        while (await reader.NextResultAsync()) continue;
        return numbers;
    }

    internal static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
