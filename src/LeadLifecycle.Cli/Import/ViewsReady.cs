using System.Diagnostics;
using System.Text.Json;
using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Import;

/// <summary>Waits until the views show what was just sent: only then do the reports tell the truth about the import.</summary>
public sealed class ViewsReady(Patience patience, Action<long> come)
{
    /// <exception cref="StoppedException">The views stand still.</exception>
    public async Task At(long position, CancellationToken stop)
    {
        var (reached, since) = (0L, Stopwatch.GetTimestamp());
        while (true)
        {
            var answer = await Ask($"v1/funnel/transitions?waitFor={position}", stop);
            if (answer.IsGood)
            {
                come(position);
                return;
            }

            var now = await Ask("v1/funnel/transitions", stop) is { IsGood: true } view ? Math.Max(UpTo(view), reached) : reached;
            (reached, since) = now > reached ? (now, Stopwatch.GetTimestamp()) : (reached, since);
            come(reached);
            if (Stopwatch.GetElapsedTime(since) > patience.Limit)
            {
                throw new StoppedException(
                    ExitCode.Unreachable,
                    $"Everything was sent, but the views stand still at position {reached} of {position}. Reports are behind until the server catches up.");
            }
        }
    }

    private async Task<Answer> Ask(string path, CancellationToken stop)
    {
        var answer = await patience.Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
        return answer.IsGood || answer.IsViewBehind ? answer : throw new StoppedException(ExitCode.Refused, $"{answer.Problem}");
    }

    private static long UpTo(Answer answer)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.TryGetProperty("upTo", out var upTo) && upTo.TryGetProperty("position", out var position) ? position.GetInt64() : 0;
    }
}
