using Npgsql;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>The table of deadlines, asked and changed past the server.</summary>
internal sealed class StoredDeadlines(string connectionString)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public async Task<T?> One<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task<long> RowsOf(WatchedLead lead) => await One<long>($"select count(*) from leads.deadline where lead_id = '{lead.Id}'");

    /// <summary>Has every node look at the leads again as if something were due, and waits until they have been looked at.</summary>
    public async Task AskAgain(params WatchedLead[] leads)
    {
        var these = $"lead_id in ({string.Join(", ", leads.Select(lead => $"'{lead.Id}'"))})";
        await One<object>($"update leads.deadline set next_at = now() where {these}");
        await Until($"select count(next_at) = 0 from leads.deadline where {these}");
    }

    /// <summary>Waits until the database says yes.</summary>
    public async Task Until(string sql)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await One<bool>(sql)) await Task.Delay(Poll, patience.Token);
    }
}
