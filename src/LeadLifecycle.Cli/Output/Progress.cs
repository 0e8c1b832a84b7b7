using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace LeadLifecycle.Cli.Output;

/// <summary>Shows how far a long piece of work is: a bar with rate and time left on a terminal, else a line every 5 s.</summary>
/// <param name="What">What is done, in one word.</param>
/// <param name="Unit">What is counted; null: the count is a place reached, and a rate would mean nothing.</param>
/// <param name="Total">How many there will be; 0 when nobody knows.</param>
public sealed record Progress(string What, string? Unit, Func<long> Count, long Total)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public async Task<T> Follow<T>(Screen screen, Task<T> work)
    {
        if (screen.ErrIsTerminal)
        {
            await Bar(screen, work);
        }
        else
        {
            while (await Task.WhenAny(work, Task.Delay(Line)) != work)
            {
                screen.Err.WriteLine(Say());
            }
        }

        return await work;
    }

    private Task Bar(Screen screen, Task work)
    {
        ProgressColumn[] columns = Total > 0
            ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]
            : [new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }];
        return screen.RichErr.Progress().AutoClear(true).Columns(columns).StartAsync(async context =>
        {
            var bar = context.AddTask(What, maxValue: Math.Max(Total, 1));
            while (!work.IsCompleted)
            {
                bar.Value = Total > 0 ? Count() : 0;
                bar.Description = Markup.Escape(string.Join(" · ", new[] { Say(), screen.Trouble }.Where(part => part.Length > 0)));
                await Task.WhenAny(work, Task.Delay(Refresh));
            }
        });
    }

    private string Say()
    {
        var of = Total > 0 ? string.Create(CultureInfo.InvariantCulture, $"/{Total:N0}") : "";
        var rate = Unit is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {Unit}, {Count() / watch.Elapsed.TotalSeconds:N0}/s");
        return string.Create(CultureInfo.InvariantCulture, $"{What} {Count():N0}{of}{rate}");
    }
}
