namespace PartnerCenter.Referrals.Tests;

/// <summary>Specifies what happens to the POST of a <see cref="CreateScenario"/> once it is not throttled.</summary>
internal enum PostFate
{
    Answered,
    AnsweredUnreadably,
    Refused,
    UnavailableBeforeActing,
    UnavailableAfterActing,
    LostBeforeActing,
    LostAfterActing,
    SilentBeforeActing,
    SilentAfterActing,
}
