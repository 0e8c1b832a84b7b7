using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace LeadLifecycle.Cli.Output;

/// <summary>Shows how far a long piece of work is: a bar with rate and time left on a terminal, else a line every 5 s.</summary>
public static class Progress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    /// <param name="total">How many there will be; 0 when nobody knows.</param>
    public static async Task<T> Follow<T>(Screen screen, string what, string unit, Func<long> count, long total, Task<T> work)
    {
        var watch = Stopwatch.StartNew();
        if (screen.ErrIsTerminal)
        {
            await Bar(screen.RichErr, what, unit, count, total, watch, work);
        }
        else
        {
            while (await Task.WhenAny(work, Task.Delay(Line)) != work)
            {
                screen.Err.WriteLine(Say(what, unit, count(), total, watch.Elapsed));
            }
        }

        return await work;
    }

    private static Task Bar(IAnsiConsole console, string what, string unit, Func<long> count, long total, Stopwatch watch, Task work)
    {
        ProgressColumn[] columns = total > 0
            ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]
            : [new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }];
        return console.Progress().AutoClear(false).Columns(columns).StartAsync(async context =>
        {
            var bar = context.AddTask(what, maxValue: Math.Max(total, 1));
            while (!work.IsCompleted)
            {
                Show(bar);
                await Task.WhenAny(work, Task.Delay(Refresh));
            }

            Show(bar);
        });

        void Show(ProgressTask bar)
        {
            bar.Value = total > 0 ? count() : 0;
            bar.Description = Markup.Escape(Say(what, unit, count(), total, watch.Elapsed));
        }
    }

    private static string Say(string what, string unit, long count, long total, TimeSpan elapsed)
    {
        var of = total > 0 ? string.Create(CultureInfo.InvariantCulture, $"/{total:N0}") : "";
        var rate = elapsed > TimeSpan.Zero ? count / elapsed.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{what} {count:N0}{of} {unit}, {rate:N0}/s");
    }
}
