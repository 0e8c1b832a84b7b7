using System.Diagnostics;

namespace LeadLifecycle.Cli.Http;

/// <summary>
/// Keeps asking while the server is away or overloaded, as long as anything at all goes forward. Only for requests that
/// are safe to repeat: reads, and events, whose ids make the second one a duplicate.
/// </summary>
/// <param name="limit">How long without any good answer before giving up.</param>
/// <param name="pause">Waits; a parameter so that tests need not.</param>
/// <param name="say">Takes a sentence when a streak of failures begins, and an empty one when it is over.</param>
public sealed class Patience(LeadsServer server, TimeSpan limit, Func<TimeSpan, CancellationToken, Task> pause, Action<string> say)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private long lastGood = Stopwatch.GetTimestamp();

    public TimeSpan Limit => limit;

    /// <exception cref="StoppedException">Nothing went forward for too long.</exception>
    public async Task<Answer> Send(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var (answer, trouble) = await Try(make, stop);
            if (answer is not null && (!answer.IsPassing || answer.IsViewBehind))
            {
                Interlocked.Exchange(ref lastGood, Stopwatch.GetTimestamp());
                if (attempt > 0)
                {
                    say("");
                }

                return answer;
            }

            var idle = Stopwatch.GetElapsedTime(Math.Max(begun, Interlocked.Read(ref lastGood)));
            if (idle >= limit)
            {
                throw new StoppedException(
                    ExitCode.Unreachable,
                    $"{server.Address}: {trouble}; nothing went forward for {limit.TotalSeconds:0} s. When the server is back, run the same command again; what arrived is not recorded twice.");
            }

            if (attempt == 0)
            {
                say($"{server.Address}: {trouble}; trying again for up to {limit.TotalSeconds:0} s");
            }

            await pause(Shorter(answer?.RetryAfter ?? Backoff(attempt), limit - idle), stop);
        }
    }

    private async Task<(Answer? Answer, string Trouble)> Try(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        try
        {
            var answer = await server.Send(make, stop);
            return (answer, answer.IsPassing ? $"{answer.Problem}" : "");
        }
        catch (Exception e) when (LeadsServer.IsUnreachable(e, stop))
        {
            return (null, LeadsServer.Reason(e));
        }
    }

    // Half of it at random, so that several senders do not come back in step.
    private static TimeSpan Backoff(int attempt) =>
        Shorter(TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(attempt, 10))), Longest) * (0.5 + (Random.Shared.NextDouble() / 2));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
