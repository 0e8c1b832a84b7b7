using System.Runtime.CompilerServices;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Server.Tests;

/// <summary>Files of the checkout that a test compares with what runs.</summary>
public static class Checkout
{
    /// <summary>Set to 1, a test that compares a generated file writes it instead.</summary>
    private const string WriteSwitch = "LEADS_WRITE_SCHEMA";

    public static string Schema(params string[] path) => Path.Combine([CheckoutRoot.Find(), "schema", .. path]);

    /// <summary>The committed file says what runs now; the message of a failure is the command that writes it anew.</summary>
    public static void ShouldBeCommitted(string text, string file, [CallerFilePath] string test = "")
    {
        var regenerate = $"{WriteSwitch}=1 dotnet run --project tests/LeadLifecycle.Server.Tests -- --filter-class '*{Path.GetFileNameWithoutExtension(test)}'";
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing; make it with\n  {regenerate}");
        File.ReadAllText(file).ShouldBe(text, $"{file} is not what runs; look whether the change is meant, then\n  {regenerate}");
    }
}
