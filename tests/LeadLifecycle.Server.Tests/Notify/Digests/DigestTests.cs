using LeadLifecycle.Server.Notify.Digests;

namespace LeadLifecycle.Server.Tests.Notify.Digests;

public sealed class DigestTests
{
    [Theory]
    [InlineData("2026-05-04T10:00:00Z", "2026-05-04T11:00:00Z")]
    [InlineData("2026-05-04T10:59:59.999Z", "2026-05-04T11:00:00Z")]
    [InlineData("2026-05-04T23:30:00Z", "2026-05-05T00:00:00Z")]
    public void an_hour_ends_at_the_next_full_hour(string now, string end) => Ends("hourly", now, end);

    [Theory]
    [InlineData("2026-05-04T05:59:00Z", "2026-05-04T06:00:00Z")]
    [InlineData("2026-05-04T06:00:00Z", "2026-05-05T06:00:00Z")]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T07:00:00Z")]
    public void a_day_ends_at_its_hour_on_the_wall_clock(string now, string end) => Ends("daily 08:00 Europe/Berlin", now, end);

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    public void an_hour_that_is_skipped_or_comes_twice_ends_one_day_once(string now, string end) => Ends("daily 02:30 Europe/Berlin", now, end);

    [Theory]
    [InlineData("hourly")]
    [InlineData("daily 08:00 Europe/Berlin")]
    public void it_is_read_as_it_was_written(string text) => Digest.Parse(text)!.Text.ShouldBe(text);

    [Fact]
    public void none_gathers_nothing() => Digest.Parse(null).ShouldBeNull();

    private static void Ends(string digest, string now, string end) => Digest.Parse(digest)!.EndAfter(DateTimeOffset.Parse(now)).ShouldBe(DateTimeOffset.Parse(end));
}
