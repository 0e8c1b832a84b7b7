using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views.Rebuild;
using Npgsql;
using Weasel.Postgresql.Tables;
using Wolverine;

namespace LeadLifecycle.Server.Views;

/// <summary>
/// Builds the views anew when this version reads more off the events than the one that wrote them. The version is noted
/// once the old rows are gone: a node that dies before asks again, and a rebuild done twice gives the same rows.
/// </summary>
internal sealed partial class ViewsVersion(NpgsqlDataSource database, IServiceProvider services, ILogger<ViewsVersion> logger) : IHostedLifecycleService
{
    /// <summary>Raise it with every change of what the views' rows hold. 2: clocks, and when a fact was recorded. 3: cycles counted by path.</summary>
    private const int Current = 3;

    private const string Name = $"{StoreSetup.Schema}.views_version";

    /// <summary>A condition: nothing that an earlier version wrote is left in the views.</summary>
    public static readonly string IsCurrent = $"exists (select 1 from {Name} where name = '{LeadViews.ViewName}' and version >= {Current})";

    private int _written;

    public static Table Table()
    {
        var table = new Table(Name);
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn("version", "integer").NotNull();
        return table;
    }

    /// <summary>Before the first request is taken: views that hold nothing yet are of this version.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (_written, var hasRows) = await Read(cancellationToken);
        if (hasRows || _written >= Current) return;
        await Note(database, cancellationToken);
        _written = Current;
    }

    /// <summary>Once messages are taken.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_written >= Current) return;
        Older(logger, _written, Current);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().SendAsync(new RebuildViews(Guid.CreateVersion7()));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The views hold nothing of an earlier version.</summary>
    public static async Task Note(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {Name} as v (name, version) values ('{LeadViews.ViewName}', {Current}) on conflict (name) do update set version = greatest(v.version, excluded.version)
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<(int Written, bool HasRows)> Read(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select coalesce((select version from {Name}), 1), exists (select 1 from {StoreSetup.Schema}.mt_event_progression where name = '{Freshness.Views}' and last_seq_id > 0)");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt32(0), reader.GetBoolean(1));
    }

    [LoggerMessage(LogLevel.Information, "The views were written by version {Written}, this is {Current}; they are built anew from the events, and say how far they are")]
    private static partial void Older(ILogger logger, int written, int current);
}
