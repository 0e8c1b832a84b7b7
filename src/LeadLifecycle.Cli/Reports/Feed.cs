using System.Diagnostics;
using System.Text.Json;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>Follows the feed: asks for what comes after the last position seen and lets the server hold the question open.</summary>
public sealed class Feed(LeadsServer server, Patience patience, bool json, Screen screen)
{
    private const int PageSize = 500;
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(1);

    /// <param name="after">The position to begin after; null: whatever the server has now is past.</param>
    public async Task Follow(long? after, CancellationToken stop)
    {
        var position = after ?? await Now(stop);
        EventTable.FeedHeader(json, screen);
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            var next = await Page(position, stop);
            if (next == position && Stopwatch.GetElapsedTime(asked) is var took && took < LeastBetween)
            {
                // The server did not hold the question open; without this pause it would be asked without end.
                await Task.Delay(LeastBetween - took, stop);
            }

            position = next;
        }
    }

    private async Task<long> Now(CancellationToken stop)
    {
        using var view = (await server.Get("v1/funnel/transitions", stop)).Json();
        return UpTo(view.RootElement);
    }

    private async Task<long> Page(long position, CancellationToken stop)
    {
        var path = Query.Of("v1/events", ("after", $"{position}"), ("limit", $"{PageSize}"), ("waitFor", $"{position + 1}"));
        var answer = await patience.Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
        if (answer.IsViewBehind)
        {
            return position;
        }

        if (!answer.IsGood)
        {
            throw new StoppedException(ExitCode.Refused, $"{answer.Problem}");
        }

        using var page = answer.Json();
        var last = position;
        foreach (var item in page.RootElement.GetProperty("events").EnumerateArray())
        {
            EventTable.FeedLine(item, json, screen);
            last = item.GetProperty("position").GetInt64();
        }

        screen.Out.Flush();
        // An empty page that reaches further: positions in between belong to nobody here.
        return last == position ? Math.Max(position, UpTo(page.RootElement)) : last;
    }

    private static long UpTo(JsonElement view) =>
        view.TryGetProperty("upTo", out var upTo) && upTo.TryGetProperty("position", out var position) ? position.GetInt64() : 0;
}
