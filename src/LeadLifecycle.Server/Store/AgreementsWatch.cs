using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// Reads the agreements before the first fact is judged, then several times within the notice every change is given, so
/// that each node knows a version before it is in force. A database that is away records no facts meanwhile.
/// </summary>
internal sealed partial class AgreementsWatch(AgreementsInForce agreements, ILogger<AgreementsWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = AgreementVersion.Notice / 4;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await agreements.Refresh(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        var away = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await agreements.Refresh(stoppingToken);
                away = false;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                if (!away) Unread(logger, failure);
                away = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agreements could not be read; what was last read stays until they can.")]
    private static partial void Unread(ILogger logger, Exception failure);
}
