using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>Forgets the answers that have been kept long enough.</summary>
internal sealed partial class ForgottenAnswers(RememberedAnswers answers, IOptions<IdempotencyOptions> options, ILogger<ForgottenAnswers> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Prune);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await answers.Prune(stoppingToken);
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException)
            {
                NotPruned(logger, away); // the next round forgets these too
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old answers to requests with an idempotency key could not be deleted")]
    private static partial void NotPruned(ILogger logger, Exception failure);
}
