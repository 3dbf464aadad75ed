namespace PartnerCenter.Referrals;

/// <summary>
/// Describes an operation of the client: its name in exceptions, log lines and telemetry, and the kind of request that it sends.
/// </summary>
/// <param name="Name">The name, such as <c>create</c>.</param>
/// <param name="Method">The HTTP method of its request; for an operation that reads first, that of the write.</param>
/// <param name="IsOnCollection">True if the request goes to the collection; false if it goes to one referral.</param>
/// <param name="SubPath">The path beneath the collection that the request goes to; null for none.</param>
internal sealed record Operation(string Name, HttpMethod Method, bool IsOnCollection = false, string? SubPath = null)
{
    public static readonly Operation List = new("list", HttpMethod.Get, IsOnCollection: true);
    public static readonly Operation Get = new("get", HttpMethod.Get);
    public static readonly Operation Create = new("create", HttpMethod.Post, IsOnCollection: true);
    public static readonly Operation Invite = new("invite", HttpMethod.Post, IsOnCollection: true);
    public static readonly Operation Replace = new("replace", HttpMethod.Put);
    public static readonly Operation Patch = new("patch", HttpMethod.Patch);
    public static readonly Operation Update = new("update", HttpMethod.Patch);
    public static readonly Operation CreateCoSell = new("create co-sell", HttpMethod.Post, IsOnCollection: true);
    public static readonly Operation MakePartnerLed = new("make partner-led", HttpMethod.Patch);
    public static readonly Operation Accept = new("accept", HttpMethod.Patch);
    public static readonly Operation Decline = new("decline", HttpMethod.Patch);
    public static readonly Operation CloseAsWon = new("close as won", HttpMethod.Patch);
    public static readonly Operation CloseAsLost = new("close as lost", HttpMethod.Patch);
    public static readonly Operation Advance = new("advance", HttpMethod.Patch);
    public static readonly Operation RegisterDeal = new("register deal", HttpMethod.Patch);
    public static readonly Operation AmendRegistration = new("amend registration", HttpMethod.Patch);

    public static readonly Operation ListWebhookEvents =
        new("list webhook events", HttpMethod.Get, IsOnCollection: true, "events") { Advice = OperationAdvice.OfRegistration };
    public static readonly Operation GetWebhookRegistration =
        new("get webhook registration", HttpMethod.Get, IsOnCollection: true)
        {
            Advice = OperationAdvice.OfRegistration,
            MayFindNothing = true,
        };
    public static readonly Operation CreateWebhookRegistration =
        new("create webhook registration", HttpMethod.Post, IsOnCollection: true) { Advice = OperationAdvice.OfRegistration };
    public static readonly Operation ReplaceWebhookRegistration =
        new("replace webhook registration", HttpMethod.Put, IsOnCollection: true) { Advice = OperationAdvice.OfRegistration };
    public static readonly Operation SendTestEvent =
        new("send test event", HttpMethod.Post, IsOnCollection: true, "validationEvents") { Advice = OperationAdvice.OfNewTestEvent };
    public static readonly Operation GetTestResult =
        new("get test result", HttpMethod.Get, IsOnCollection: true, "validationEvents/{id}")
        {
            Advice = OperationAdvice.OfTestEvent,
            MayFindNothing = true,
        };

    /// <summary>Gets the name of its spans.</summary>
    public string SpanName { get; } = "referrals " + Name;

    /// <summary>Gets what messages about a failure of the operation say to do next.</summary>
    public OperationAdvice Advice { get; private init; } = OperationAdvice.OfReferral;

    /// <summary>Gets whether 404 is an ordinary answer, and no line of a failure in the log.</summary>
    public bool MayFindNothing { get; private init; }

    public override string ToString() => Name;
}
