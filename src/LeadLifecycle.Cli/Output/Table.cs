using Spectre.Console;

namespace LeadLifecycle.Cli.Output;

/// <summary>Columns and rows of an answer: a table for people, tab-separated lines for pipes.</summary>
public sealed class Table(params string[] columns)
{
    private readonly List<Cell[]> rows = [];

    public void Add(params Cell[] cells) => rows.Add(cells);

    public void Print(Screen screen)
    {
        if (screen.OutIsTerminal)
        {
            Rich(screen.RichOut);
            return;
        }

        screen.Out.WriteLine(string.Join('\t', columns));
        foreach (var row in rows)
        {
            screen.Out.WriteLine(string.Join('\t', row.Select(cell => Plain(cell.Exact))));
        }
    }

    private void Rich(IAnsiConsole console)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i]));
            table.AddColumn(rows.Count > 0 && rows.TrueForAll(row => row[i].IsNumber) ? column.RightAligned().NoWrap() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(Printable(cell.Human)))]);
        }

        console.Write(table);
    }

    // A tab or a line break inside a value would be a new column or row.
    private static string Plain(string text) => text.Replace('\t', ' ').Replace('\r', ' ').Replace('\n', ' ');

    // What a file or a sender put into a value must not drive the terminal.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
