using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>Who goes first, and who is told to come again.</summary>
public sealed class LaneQueueTests
{
    private readonly LaneQueue _queue = new(new IntakeOptions { GroupSize = 500, LongestWait = TimeSpan.FromMilliseconds(50) });

    [Fact]
    public void small_requests_go_ahead_of_the_batches_that_came_before_them()
    {
        var (batch, second, button) = (Request(400), Request(400), Request(1));
        foreach (var request in (IReadOnlyList<Waiting>[])[batch, second, button]) _queue.Add(request).ShouldBeTrue();
        _queue.NextGroup().ShouldBe([.. button, .. batch, .. second]);
        _queue.NextGroup().ShouldBeEmpty();
    }

    [Fact]
    public void a_batch_has_its_turn_however_many_small_requests_there_are()
    {
        var batch = Request(1_000);
        _queue.Add(batch);
        for (var i = 0; i < 600; i++) _queue.Add(Request(1));
        var group = _queue.NextGroup();
        group.Count.ShouldBe(1_500);
        group.ShouldContain(batch[999]);
        _queue.NextGroup().Count.ShouldBe(100);
    }

    [Fact]
    public void what_came_in_one_request_stays_together_and_in_order()
    {
        var batches = Enumerable.Range(0, 5).Select(_ => Request(300)).ToArray();
        foreach (var batch in batches) _queue.Add(batch);
        _queue.NextGroup().ShouldBe([.. batches[0], .. batches[1]]);
        _queue.Count.ShouldBe(900);
    }

    [Fact]
    public void as_many_may_wait_as_will_soon_be_gone()
    {
        Fill(1, 300);
        _queue.HasRoomFor(1).ShouldBeFalse("6,000 a second are taken for granted at first, which is 300 in 50 ms");
        _queue.HasRoomFor(200).ShouldBeTrue("a few batches may always wait");
        _queue.Done(1_000, TimeSpan.FromMilliseconds(10));
        _queue.HasRoomFor(1).ShouldBeTrue("it has shown to be faster");
    }

    [Fact]
    public void a_lane_that_stands_still_lets_few_wait()
    {
        Fill(1, 255);
        for (var i = 0; i < 50; i++) _queue.Done(1, TimeSpan.FromSeconds(10));
        _queue.HasRoomFor(1).ShouldBeTrue();
        Fill(1, 1);
        _queue.HasRoomFor(1).ShouldBeFalse();
    }

    [Fact]
    public void a_lane_with_nothing_to_do_is_not_thought_slow()
    {
        for (var i = 0; i < 50; i++) _queue.Done(1, TimeSpan.FromMilliseconds(20));
        Fill(1, 299);
        _queue.HasRoomFor(1).ShouldBeTrue();
    }

    [Fact]
    public void batches_wait_for_small_requests_and_small_ones_for_none_of_them()
    {
        Fill(1, 100);
        Fill(100, 10);
        _queue.HasRoomFor(100).ShouldBeFalse();
        _queue.HasRoomFor(1).ShouldBeTrue();
    }

    [Fact]
    public void a_few_senders_of_batches_are_never_turned_away()
    {
        Fill(1_000, 7);
        _queue.HasRoomFor(20).ShouldBeTrue();
        Fill(1_000, 1);
        _queue.HasRoomFor(1_000).ShouldBeFalse();
        _queue.NextGroup();
        _queue.HasRoomFor(20).ShouldBeTrue();
    }

    [Fact]
    public async Task once_closed_it_takes_no_more_and_still_gives_what_waits()
    {
        _queue.Add(Request(3));
        _queue.Close();
        _queue.Add(Request(1)).ShouldBeFalse();
        (await _queue.WaitForMore()).ShouldBeTrue();
        _queue.NextGroup().Count.ShouldBeGreaterThanOrEqualTo(3);
        (await _queue.WaitForMore()).ShouldBeFalse();
    }

    private static Waiting[] Request(int submissions) => [.. Enumerable.Range(0, submissions).Select(i => new Waiting(null!, null!, i))];

    private void Fill(int size, int requests)
    {
        for (var i = 0; i < requests; i++) _queue.Add(Request(size));
    }
}
