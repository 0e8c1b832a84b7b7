using LeadLifecycle.Cli.Mapping;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Mapping;

/// <summary>Every complaint about a mapping names the place to mend.</summary>
public sealed class MappingComplaintTests
{
    [Theory]
    [InlineData("\"sender\": \"urn:test\",", "", "m.json#: the member \"sender\" is missing.")]
    [InlineData("\"name\": \"log\", \"sender\"", "\"name\": \"a/b\", \"sender\"", "m.json#/name: it names the report files")]
    [InlineData("\"shape\": \"event-log\"", "\"shape\": \"table\"", "m.json#/files/0/shape: \"table\" is not known; known here: event-log, snapshot.")]
    [InlineData("\"actor\": \"who\"", "\"akteur\": \"who\"", "m.json#/files/0/akteur: unknown member")]
    [InlineData("\"time\": \"at\"", "\"time\": \"when\"", "m.json#/files/0/time: \"times\" does not say how the column \"when\" is written.")]
    [InlineData("lead.captured", "lead.caught", "m.json#/files/0/rules/0/fact: \"lead.caught\" is not known")]
    [InlineData("\"source\": {", "\"sauce\": {", "m.json#/files/0/rules/0/data/sauce: this fact has no member \"sauce\"")]
    [InlineData("\"skip\": true", "\"skip\": true, \"fact\": \"lead.won\"", "m.json#/files/0/rules/2: a rule has a \"fact\" or says \"skip\", not both.")]
    [InlineData("ssK", "ss", "m.json#/files/0/times/at: a format without an offset needs a \"zone\"")]
    [InlineData("\"formats\": [", "\"zone\": \"UTC\", \"formats\": [", "m.json#/files/0/times/at/zone: every format carries its offset")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "HH:mm:ssK", "m.json#/files/0/times/at/formats/0: \"HH:mm:ssK\": year (yyyy), month and day must all be in it.")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd hh:mmK", "m.json#/files/0/times/at/formats/0: \"yyyy-MM-dd hh:mmK\": a 12-hour clock (h) needs AM/PM (tt).")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "o", "m.json#/files/0/times/at/formats/0: \"o\": a standard format means several patterns")]
    [InlineData("\"name\": \"log\", \"shape\"", "\"join\": \"log\", \"name\": \"log\", \"shape\"", "m.json#/files/0/join: there is no other file called \"log\".")]
    [InlineData("\"name\": \"log\", \"sender\"", "\"name\": \"log\", \"name\": \"log\", \"sender\"", "m.json:")]
    [InlineData("{\n", "{ nonsense", "m.json:1: not JSON")]
    public void a_mapping_that_is_wrong_is_refused_with_the_place(string right, string wrong, string complaint)
    {
        var text = Logs.Mapping.Replace(right, wrong);
        text.ShouldNotBe(Logs.Mapping);

        var stopped = Should.Throw<StoppedException>(() => MappingReader.Parse("m.json", text));

        stopped.Message.ShouldStartWith(complaint);
        stopped.Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public void a_zone_nobody_knows_is_refused() =>
        Should.Throw<StoppedException>(() => MappingReader.Parse("m.json", Logs.Joined.Replace("Europe/Berlin", "Europe/Atlantis")))
            .Message.ShouldBe("m.json#/files/0/times/won/zone: \"Europe/Atlantis\" is not an IANA time zone known to this machine.");

    [Fact]
    public void two_facts_of_one_type_need_names_because_names_are_part_of_ids() =>
        Should.Throw<StoppedException>(() => MappingReader.Parse("m.json", Logs.Joined.Replace("lead.marketing-qualified", "lead.captured")))
            .Message.ShouldStartWith("m.json#/files/1/facts/1: two facts are called \"lead.captured\"");
}
