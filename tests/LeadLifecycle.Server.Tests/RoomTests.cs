using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LeadLifecycle.Server.Tests;

/// <summary>Who may know whom: rooms meet in events, messages and the store, not in each other's code.</summary>
public sealed partial class RoomTests
{
    private const string Program = "Program.cs";

    /// <summary>What each room may name besides itself; Program sees all.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Store"] = [],
        ["Access"] = ["Store", "Hosting"],
        ["Hosting"] = ["Store"],
        ["Intake"] = ["Store", "Hosting"],
        ["Edges"] = ["Store", "Hosting", "Intake"],
        ["Contacts"] = ["Store", "Hosting", "Intake"],
        ["Deadlines"] = ["Store", "Hosting", "Intake"],
        ["Views"] = ["Store", "Hosting"],
        ["Agreements"] = ["Store", "Hosting"],
        ["Audit"] = ["Store", "Hosting"],
        ["Notify"] = ["Store", "Hosting", "Intake"],
    };

    private static readonly Dictionary<string, string[]> ViewsMayKnow = new()
    {
        ["Clocks"] = [],
        ["Cycles"] = [],
        ["Funnel"] = ["Cycles"],
        ["Handoffs"] = ["Clocks", "Cycles", "Leads"],
        ["Leads"] = [],
        ["Rebuild"] = [],
    };

    private static string Source => Path.Combine(Root(AppContext.BaseDirectory), "src");

    private static string Server => Path.Combine(Source, "LeadLifecycle.Server");

    [Fact]
    public void the_rules_stand_alone_and_the_client_never_knows_the_server()
    {
        References("LeadLifecycle").ShouldBeEmpty();
        References("LeadLifecycle.LocalPostgres").ShouldBeEmpty();
        References("LeadLifecycle.Cli").ShouldBeSubsetOf(["LeadLifecycle"]);
        References("LeadLifecycle.Server").ShouldBe(["LeadLifecycle", "LeadLifecycle.LocalPostgres"], ignoreOrder: true);
        Files(Path.Combine(Source, "LeadLifecycle.Cli")).ShouldAllBe(file => !Text(file).Contains("LeadLifecycle.Server"));
    }

    [Fact]
    public void every_room_is_listed_here()
    {
        Rooms(Server).Where(room => room is not ("Internal" or "Properties")).ShouldBe(MayKnow.Keys, ignoreOrder: true);
        Rooms(Path.Combine(Server, "Views")).ShouldBe(ViewsMayKnow.Keys, ignoreOrder: true);
    }

    [Fact]
    public void rooms_do_not_use_each_other()
    {
        var found = 0;
        foreach (var (room, known) in MayKnow)
        {
            foreach (var file in Files(Path.Combine(Server, room)))
            {
                var named = Named(Text(file)).Where(other => other != room && MayKnow.ContainsKey(other)).ToArray();
                found += named.Length;
                named.Except(known).ShouldBeEmpty(file);
            }
        }

        found.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void a_participant_submits_nothing() =>
        ((string[])["Contacts", "Notify"]).SelectMany(room => Files(Path.Combine(Server, room))).Where(file => Text(file) is var text && (text.Contains("Intake.Intake") || text.Contains(".Submit("))).ShouldBeEmpty();

    [Fact]
    public void the_rooms_of_the_views_do_not_use_each_other()
    {
        foreach (var (room, known) in ViewsMayKnow)
        {
            foreach (var file in Files(Path.Combine(Server, "Views", room))) NamedViews(Text(file)).Where(other => other != room && ViewsMayKnow.ContainsKey(other)).Except(known).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void marten_stays_in_the_rooms_that_store_and_read_events()
    {
        var users = Files(Server).Where(file => UsesMarten().IsMatch(Text(file))).Select(file => Path.GetRelativePath(Server, file).Split(Path.DirectorySeparatorChar)[0]).Distinct();
        users.Except(["Internal"]).ShouldBe(["Store", "Views"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("using LeadLifecycle.Server.Views.Leads;", "Views")]
    [InlineData("using static LeadLifecycle.Server.Intake.Log;", "Intake")]
    [InlineData("var x = Store.Workspace.Main;", "Store")]
    [InlineData("Task Run(Intake.Intake intake)", "Intake")]
    public void the_scan_would_find(string line, string room) => Named(line).ShouldBe([room]);

    private static IEnumerable<string> Named(string text) => NamesRoom().Matches(text).Select(match => match.Groups["room"].Value).Distinct();

    private static IEnumerable<string> NamedViews(string text) => NamesView().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    private static string[] References(string project) =>
    [
        .. XDocument.Load(Path.Combine(Source, project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];

    private static IEnumerable<string> Rooms(string folder) => Directory.GetDirectories(folder).Select(room => Path.GetFileName(room)!).Where(room => room is not ("bin" or "obj"));

    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file) is var path && path != Program && path.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "Internal")),
    ];

    /// <summary>Code without its comments, which may name whom they like, and without its own namespace.</summary>
    private static string Text(string file) => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("namespace", StringComparison.Ordinal)));

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "LeadLifecycle.sln")) ? folder : Root(Directory.GetParent(folder)!.FullName);

    [GeneratedRegex(@"(?<![\w.""])(?:LeadLifecycle\.Server\.)?(?<room>Store|Access|Hosting|Intake|Edges|Contacts|Deadlines|Views|Agreements|Notify)(?=\.[A-Z]|;)", RegexOptions.ExplicitCapture)]
    private static partial Regex NamesRoom();

    [GeneratedRegex(@"LeadLifecycle\.Server\.Views\.(\w+)")]
    private static partial Regex NamesView();

    [GeneratedRegex(@"\busing (static )?Marten\b|\bMarten\.[A-Z]|\bIDocument(Store|Session|Operations)\b|\bIQuerySession\b")]
    private static partial Regex UsesMarten();
}
