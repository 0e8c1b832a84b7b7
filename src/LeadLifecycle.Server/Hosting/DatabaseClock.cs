using System.Diagnostics;
using Npgsql;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// The database's clock as this node can tell it: the node's own, corrected by the measured difference. What a request
/// leaves unsaid and what counts as the future then agree with recordedAt, and with the other nodes, however wrong this
/// node's clock is.
/// </summary>
internal sealed class DatabaseClock(NpgsqlDataSource database, TimeProvider node) : TimeProvider
{
    private long _aheadTicks;

    /// <summary>How far the database is ahead of this node, at the last measurement.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref _aheadTicks));

    public override DateTimeOffset GetUtcNow() => node.GetUtcNow() + Ahead;

    /// <summary>Asks the database for its time; right to half of the round trip.</summary>
    public async Task Measure(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var (asked, started) = (node.GetUtcNow(), Stopwatch.GetTimestamp());
        var told = (DateTime)(await command.ExecuteScalarAsync(ct))!;
        var halfway = asked + (Stopwatch.GetElapsedTime(started) / 2);
        Interlocked.Exchange(ref _aheadTicks, (new DateTimeOffset(told) - halfway).Ticks);
    }
}

/// <summary>Measures before the first request is served, then every 30 seconds; a database that is away leaves the last difference.</summary>
internal sealed partial class ClockWatch(DatabaseClock clock, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>Differences below this are of no interest to an operator.</summary>
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Measure(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Measure(stoppingToken);
    }

    private async Task Measure(CancellationToken ct)
    {
        var before = clock.Ahead;
        try
        {
            await clock.Measure(ct);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            Unmeasured(logger, away);
            return;
        }

        if ((clock.Ahead - before).Duration() > Notable) Differs(logger, clock.Ahead.TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock is {Seconds:0.0} s ahead of this node's; times are taken from the database's.")]
    private static partial void Differs(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock could not be read; the last difference is kept.")]
    private static partial void Unmeasured(ILogger logger, Exception failure);
}

/// <summary>A node clock that is wrong by a fixed amount, to see that nothing depends on it.</summary>
internal sealed class WrongClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}

internal static class ClockSetup
{
    /// <summary><c>Clock:Offset</c> puts the node's clock wrong, in development only.</summary>
    /// <exception cref="StartRefusedException">It is set elsewhere.</exception>
    public static void AddClock(this WebApplicationBuilder builder)
    {
        var offset = builder.Configuration.GetValue<TimeSpan?>("Clock:Offset");
        if (offset is not null && !builder.Environment.IsDevelopment())
        {
            throw new StartRefusedException("Clock:Offset puts the clock wrong and is for development only; remove it.");
        }

        var node = offset is { } by ? new WrongClock(by) : TimeProvider.System;
        builder.Services.AddSingleton(services => new DatabaseClock(services.GetRequiredService<NpgsqlDataSource>(), node));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<DatabaseClock>());
        builder.Services.AddHostedService<ClockWatch>();
    }
}
