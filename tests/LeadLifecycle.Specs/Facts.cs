namespace LeadLifecycle.Specs;

/// <summary>Events with the least that is worth saying; a spec names what it is about with <c>with</c>.</summary>
public static class Facts
{
    public static LeadCaptured Captured => new() { Source = "organic", Channel = "form", Campaign = "spring" };

    public static LeadEngaged Engaged => new() { Kind = "reply" };

    public static LeadMarketingQualified Qualified => new() { Score = 80, CriteriaVersion = "3" };

    public static LeadSalesAccepted Accepted => new() { Owner = "eve", Team = "north" };

    public static LeadSalesQualified SalesQualified =>
        new() { Amount = 900, Currency = "EUR", ExpectedClose = new DateOnly(2026, 6, 30), Fit = "good" };

    public static LeadWon Won => new() { Amount = 900, Currency = "EUR" };

    public static LeadLost Lost => new() { Reason = "price" };

    public static LeadRecycled Recycled => new() { Reason = "timing" };

    public static LeadTouched Touched => new() { Kind = "mail-opened" };

    public static LeadContacted Contacted => new() { Kind = "call", Actor = "eve" };

    public static LeadFeedback Feedback => new() { Satisfaction = 4 };

    public static LeadOwnerAssigned AssignedTo(string? owner, string? team = null) => new() { Owner = owner, Team = team };

    /// <summary>A void of the given fact; facts are counted 1..n in the order they are given.</summary>
    public static LeadFactVoided VoidOf(int number) => new() { Fact = Id(number), Reason = "mistake" };

    /// <summary>Midnight UTC of a day counted from the first.</summary>
    public static DateTimeOffset Day(double day) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);

    public static T On<T>(this T e, double day) where T : LeadEvent => (T)((LeadEvent)e with { OccurredAt = Day(day) });

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
