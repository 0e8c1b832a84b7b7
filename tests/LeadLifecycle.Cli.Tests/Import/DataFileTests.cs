using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Import;

/// <summary>What a data file may look like, and what stops the import before anything is sent.</summary>
public sealed class DataFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task gzip_is_known_by_its_content_not_by_its_name()
    {
        (await DryRun(folder.Write("packed.csv", Folder.Gzip(Logs.Rows)))).Code.ShouldBe(ExitCode.Done);
        (await DryRun(folder.Write("plain.csv.gz", Logs.Rows))).Code.ShouldBe(ExitCode.Done);
    }

    [Theory]
    [InlineData("\uFEFF" + Logs.Rows)]
    [InlineData(Logs.Header + "7,new,2024-03-01T10:00:00Z,\"e\nv\ne\",,\"a, \"\"b\"\"\"\r\n\n8,other,2024-03-01T10:00:00Z,,,\n")]
    public async Task marks_at_the_start_and_quoted_lines_are_read(string text) =>
        (await DryRun(folder.Write("data.csv", text))).Code.ShouldBe(ExitCode.Done);

    [Theory]
    [InlineData("7,new,01.03.2024,,,\n", "data.csv:2: column \"at\": \"01.03.2024\" fits none of the stated formats")]
    [InlineData("7,x,2024-03-01T10:00:00Z,\"a\nb\",,\n7,new,never,,,\n", "data.csv:4: column \"at\": \"never\" fits none")]
    [InlineData(" ,new,2024-03-01T10:00:00Z,,,\n", "data.csv:2: column \"case\": \" \" holds no lead key")]
    [InlineData("7,new,2024-03-01T10:00:00Z,,\n", "data.csv:2: ")]
    [InlineData("7,new,2024-03-01T10:00:00Z,,,\"open\n8,new\n", "data.csv:2: ")]
    public async Task a_row_that_cannot_be_read_stops_with_file_line_column_and_value(string rows, string complaint)
    {
        var run = await DryRun(folder.Write("data.csv", Logs.Header + rows));

        run.Code.ShouldBe(ExitCode.Data);
        run.Err.ShouldContain(folder.At(complaint));
    }

    [Fact]
    public async Task text_that_is_not_utf8_stops()
    {
        byte[] text = [.. System.Text.Encoding.UTF8.GetBytes(Logs.Header), .. System.Text.Encoding.Latin1.GetBytes("7,new,2024-03-01T10:00:00Z,Zoë,,\n")];

        (await DryRun(folder.Write("data.csv", text))).Err.ShouldContain("data.csv:2: column \"who\": not UTF-8");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task a_gzip_that_was_cut_off_stops(int part)
    {
        var packed = Folder.Gzip(Logs.Header + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},new,2024-03-01T10:00:00Z,{Guid.NewGuid()},,\n")));

        var run = await DryRun(folder.Write("data.csv", packed[..(packed.Length / part)]));

        run.Code.ShouldBe(ExitCode.Data);
        run.Err.ShouldContain("cannot be read to its end");
    }

    [Theory]
    [InlineData("case,what,at,at,amount,note\n", "each once")]
    [InlineData("", "must name the columns")]
    [InlineData("case,what,at,amount,note\n", "the mapping reads a column \"who\"; the columns here are: case, what, at, amount, note")]
    [InlineData("PK\x03\x04", "zip archive")]
    public async Task a_file_without_the_columns_stops(string text, string complaint)
    {
        var run = await DryRun(folder.Write("data.csv", text));

        run.Code.ShouldBe(ExitCode.Data);
        run.Err.ShouldContain(complaint);
    }

    [Fact]
    public async Task a_row_no_rule_fits_stops()
    {
        var mapping = folder.Write("m.json", Logs.Mapping.Replace("{ \"fact\": \"lead.touched\",", "{ \"activity\": \"y\", \"fact\": \"lead.touched\","));

        var run = await Leads.Run("import", "--dry-run", "--mapping", mapping, folder.Write("data.csv", Logs.Header + "7,x,2024-03-01T10:00:00Z,,,\n"));

        run.Code.ShouldBe(ExitCode.Data);
        run.Err.ShouldContain("data.csv:2: column \"what\": \"x\" fits no rule");
    }

    [Fact]
    public async Task facts_are_counted_by_type()
    {
        var run = await DryRun(folder.Write("data.csv", Logs.Rows));

        run.Lines.ShouldBe(["checked\tcount", "rows\t6", "lead.captured\t2", "lead.sales-qualified\t2", "lead.touched\t1", "facts\t5"]);
        Directory.GetFiles(folder.Path).Length.ShouldBe(2);
    }

    private Task<Leads> DryRun(string data) => Leads.Run("import", "--dry-run", "--mapping", folder.Write("m.json", Logs.Mapping), data);
}
