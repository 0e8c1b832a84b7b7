using Spectre.Console;

namespace LeadLifecycle.Cli.Output;

/// <summary>Columns and rows of an answer: a table for people, tab-separated lines for pipes.</summary>
public sealed class Table(params Cell[] columns)
{
    private const int RoomForText = 24;
    private readonly List<Cell[]> rows = [];

    public void Add(params Cell[] cells) => rows.Add(cells);

    /// <summary>Prints several, with an empty line between them in a pipe.</summary>
    public static void PrintAll(IReadOnlyList<Table> tables, Screen screen)
    {
        for (var i = 0; i < tables.Count; i++)
        {
            if (i > 0 && !screen.OutIsTerminal)
            {
                screen.Out.WriteLine();
            }

            tables[i].Print(screen);
        }
    }

    public void Print(Screen screen)
    {
        if (screen.OutIsTerminal)
        {
            Rich(screen.RichOut);
            return;
        }

        screen.Out.WriteLine(string.Join('\t', columns.Select(column => column.Exact)));
        foreach (var row in rows)
        {
            screen.Out.WriteLine(string.Join('\t', row.Select(cell => Cell.OneLine(cell.Exact))));
        }
    }

    private void Rich(IAnsiConsole console)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth());
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i].Human));
            column.NoWrap = !CanWrap(i);
            table.AddColumn(IsNumeric(i) ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(Cell.OneLine(cell.Human)))]);
        }

        console.Write(table);
    }

    // Names and numbers cut to an ellipsis are worse than lines the terminal has to wrap.
    private int LeastWidth() => 1 + columns.Select((_, i) => 3 + (CanWrap(i) ? RoomForText : Widest(i))).Sum();

    private bool CanWrap(int column) => Widest(column) > RoomForText;

    private bool IsNumeric(int column) => rows.Count > 0 && rows.TrueForAll(row => row[column].IsNumber);

    private int Widest(int column) => rows.Select(row => row[column].Human.Length).Append(columns[column].Human.Length).Max();
}
