namespace PartnerCenter.Referrals;

/// <summary>Provides the pages that a browser shows after a sign-in. They repeat nothing of the request, and have no script.</summary>
internal static class RedirectPage
{
    public const string Done = Head + "<p>The sign-in page has answered. You can close this window and go back to the program.</p>";

    public const string Foreign = Head + "<p>This address belongs to no sign-in that is running. You can close this window.</p>";

    private const string Head = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign-in</title>";
}
