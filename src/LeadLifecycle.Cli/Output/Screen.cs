using System.Text;
using Spectre.Console;

namespace LeadLifecycle.Cli.Output;

/// <summary>Where a command prints: answers to <see cref="Out"/>, everything about the work to <see cref="Err"/>.</summary>
/// <param name="OutIsTerminal">Answers are tables; otherwise plain tab-separated lines.</param>
/// <param name="ErrIsTerminal">Progress is a bar; otherwise a plain line now and then.</param>
public sealed record Screen(TextWriter Out, TextWriter Err, bool OutIsTerminal, bool ErrIsTerminal)
{
    public static Screen OfConsole() => new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>What a command reads for the file <c>-</c>.</summary>
    public Func<Stream> In { get; init; } = Console.OpenStandardInput;

    public IAnsiConsole RichOut => Rich(Out);

    public IAnsiConsole RichErr => Rich(Err);

    /// <summary>What the command is waiting for, or nothing; a progress bar shows it, for a line of its own would tear the bar.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Says that something is awaited; empty when that is over.</summary>
    public void Tell(string trouble)
    {
        Trouble = trouble;
        if (!ErrIsTerminal && trouble.Length > 0)
        {
            Err.WriteLine(trouble);
        }
    }

    /// <summary>The server's bytes as they came, and a line break.</summary>
    public void Raw(ReadOnlySpan<byte> json) => Out.WriteLine(Encoding.UTF8.GetString(json));

    /// <summary>A single line of a stream that has no end, so no table can be drawn around it.</summary>
    public void Line(IEnumerable<Cell> cells) => Out.WriteLine(string.Join(OutIsTerminal ? "  " : "\t", cells.Select(cell => Cell.OneLine(OutIsTerminal ? cell.Human : cell.Exact))));

    private static IAnsiConsole Rich(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
