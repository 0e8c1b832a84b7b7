using System.CommandLine;
using System.Text.Json;
using LeadLifecycle.Cli.Audit;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Proofs;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads verify</c>: whether what is recorded is what was recorded; without the service, from files or from its database.</summary>
public static class VerifyCommand
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Make(GlobalOptions globals, Screen screen)
    {
        var files = new Argument<string[]>("FILE") { Description = "Bundles, and logs as GET /v1/audit/log gives them", Arity = ArgumentArity.ZeroOrMore };
        var database = new Option<string>("--database") { Description = "Read the service's database instead: a connection string" };
        var workspace = new Option<string>("--workspace") { Description = "Of the database; all when absent" };
        var key = new Option<string>("--key") { Description = "The public key as it was kept elsewhere: name+keyid+base64, or a file with it" };
        var checkpoints = new Option<string[]>("--checkpoint") { Description = "A file of signed checkpoints kept elsewhere; may be repeated", DefaultValueFactory = _ => [] };
        var against = new Option<string>("--against") { Description = "An older copy of the log: names the exact leaf from which it was rewritten" };
        var command = new Command("verify", "Prove that nothing recorded was changed, or name the first leaf that was. Exit code 0 good, 1 something was changed, 4 a file cannot be read.")
        {
            files, database, workspace, key, checkpoints, against,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) is { Length: > 0 } == result.GetValue(database) is not null) result.AddError("Give files, or --database.");
        });
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                var trusted = await Trust(parsed.GetValue(key), parsed.GetValue(checkpoints)!, parsed.GetValue(against), stop);
                var verdicts = parsed.GetValue(database) is { } connection
                    ? await OfDatabase(new LogDatabase(connection), parsed.GetValue(workspace), trusted, screen, stop)
                    : await OfFiles(parsed.GetValue(files)!, trusted, stop);
                Print(verdicts, globals.Json(parsed), screen);
                return verdicts.All(verdict => verdict.IsGood) ? ExitCode.Done : ExitCode.Refused;
            }
            catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                throw new StoppedException(ExitCode.Data, e.Message);
            }
        });
        return command;
    }

    private static async Task<Trusted> Trust(string? key, string[] checkpoints, string? against, CancellationToken stop)
    {
        var notes = new List<SignedNote>();
        foreach (var path in checkpoints) notes.AddRange(CheckpointFile.Read(await File.ReadAllTextAsync(path, stop)));
        var known = key is null ? null : NoteKey.Parse(File.Exists(key) ? await File.ReadAllTextAsync(key, stop) : key);
        return new Trusted(known, notes, against is null ? default : await LogFile.Leaves(against, stop));
    }

    private static async Task<IReadOnlyList<Verdict>> OfDatabase(LogDatabase database, string? workspace, Trusted trusted, Screen screen, CancellationToken stop)
    {
        var verdicts = new List<Verdict>();
        foreach (var name in workspace is null ? await database.Workspaces(stop) : [workspace])
        {
            var told = 0L;
            verdicts.Add(await database.Check(name, trusted.Of(name), leaves =>
            {
                if (leaves - told < 100_000) return;
                told = leaves;
                screen.Err.WriteLine($"{name}: {leaves:N0} events");
            }, stop));
        }

        return verdicts;
    }

    private static async Task<IReadOnlyList<Verdict>> OfFiles(string[] files, Trusted trusted, CancellationToken stop)
    {
        var verdicts = new List<Verdict>();
        foreach (var path in files)
        {
            using var file = new StreamReader(File.OpenRead(path));
            verdicts.Add(await OfFile(path, file, trusted, stop));
        }

        return verdicts;
    }

    private static async Task<Verdict> OfFile(string path, StreamReader file, Trusted trusted, CancellationToken stop)
    {
        var first = await file.ReadLineAsync(stop) ?? "";
        if (Head(first) is { } head) return await LogFile.Check(path, file, head, trusted, stop);
        using var json = JsonDocument.Parse(first + "\n" + await file.ReadToEndAsync(stop));
        return json.RootElement.TryGetProperty("format", out var format) && format.GetString() == BundleFile.Format
            ? BundleFile.Check(path, json.RootElement, trusted)
            : throw new FormatException($"{path} is neither a bundle nor a log of a format this version knows.");
    }

    private static JsonElement? Head(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("format", out var format) && format.GetString() == LogFile.Format ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // the first line of a bundle
        }
    }

    private static void Print(IReadOnlyList<Verdict> verdicts, bool json, Screen screen)
    {
        if (json)
        {
            screen.Out.WriteLine(JsonSerializer.Serialize(verdicts, Written));
            return;
        }

        foreach (var verdict in verdicts)
        {
            screen.Out.WriteLine($"{verdict.What}: {(verdict.IsGood ? "good" : "CHANGED")}, {verdict.Events} events, {verdict.Checkpoints} checkpoints");
            foreach (var finding in verdict.Findings) screen.Out.WriteLine($"  {finding.Code}: {finding.Says}");
            if (verdict.FindingCount > verdict.Findings.Count) screen.Out.WriteLine($"  and {verdict.FindingCount - verdict.Findings.Count} more");
            foreach (var remark in verdict.Remarks) screen.Out.WriteLine($"  note: {remark}");
        }
    }
}
