using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Checks what each write needs before it may be sent (wire contract 3.11, 5.1, 5.4, 7.5).</summary>
internal static class ReferralRules
{
    /// <summary>Specifies how many unreadable values a message names. More of them would not make it clearer.</summary>
    public const int MaxUnreadableNamed = 10;

    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void CheckDraft(Referral draft, DateTimeOffset now, ClientValidation validation) =>
        new RuleCheck(Operation.Create, validation)
            .RequiredOfDrafts(draft)
            .RequiredOfCoSell(draft)
            .ClosesInFuture(draft, now)
            .ThrowIfInvalid();

    /// <summary>Adds the rules that a create has, whether an invitation follows or not.</summary>
    public static RuleCheck RequiredOfDrafts(this RuleCheck check, Referral draft) => check
        // A draft has such values only if it is a copy of a record.
        .Readable(
            draft.Unset([.. draft.UnreadableMembers.Where(IsSentOnCreate)]),
            "This value of the copied record cannot be read by this version, and the new referral would lack it. Set it in the draft.")
        .Required(draft)
        .Api(!IsInvitation(draft), "target", "Use InviteAsync to invite another party. It discloses only what an invitation needs.")
        .RequiredOfDeals(draft)
        .Values(draft, before: null);

    /// <summary>
    /// Checks that a replacement has the parts that the replace would otherwise delete, and the API's rules for its values. The parts are
    /// checked under every <see cref="ClientValidation"/>.
    /// </summary>
    /// <exception cref="ReferralValidationException">A rule is broken, or a part is missing or could not be read.</exception>
    public static void CheckReplacement(Referral referral, ClientValidation validation) => new RuleCheck(Operation.Replace, validation)
        .RequiredOfReplacements(referral)
        .NotEndedBefore(referral)
        .Country(referral.CustomerProfile?.Address?.Country)
        .ThrowIfInvalid();

    /// <summary>Checks a replacement whose changes were checked one by one.</summary>
    /// <exception cref="ReferralValidationException">A part is missing, or could not be read.</exception>
    public static void CheckWhole(Referral referral) =>
        new RuleCheck(Operation.Replace, ClientValidation.None).RequiredOfReplacements(referral).ThrowIfInvalid();

    /// <summary>Checks the values that a patch sets, and that the referral has not ended.</summary>
    /// <param name="before">The referral as it was read; null if the caller has passed only its id.</param>
    /// <param name="operations">The operations of the patch.</param>
    /// <param name="validation">The kinds of rules to check.</param>
    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void CheckPatch(Referral? before, IReadOnlyList<ReferralPatchOperation> operations, ClientValidation validation)
    {
        RuleCheck check = new(Operation.Patch, validation);
        if (before is not null && operations.Any(operation => !IsOfRegistration(operation)))
        {
            check.NotEnded(before);
        }

        foreach (ReferralPatchOperation operation in operations)
        {
            check.Values(operation, before);
        }

        check.ThrowIfInvalid();
    }

    private static bool IsOfRegistration(ReferralPatchOperation operation) =>
        operation.Path.StartsWith("/registrations/", StringComparison.Ordinal);

    private static RuleCheck RequiredOfReplacements(this RuleCheck check, Referral referral) => check
        .Whole(referral)
        .Always(referral.Type is not null, "type", "A replacement needs a type. Read the whole referral before you replace it.")
        .Always(
            referral.CustomerProfile is not null,
            "customerProfile",
            "A replacement needs a customer profile. Read the whole referral before you replace it.")
        .Always(
            referral.Consent is not null,
            "consent",
            "A replacement needs the consent flags. Read the whole referral before you replace it.")
        .Always(referral.Details is not null, "details", "A replacement needs details. Read the whole referral before you replace it.");

    /// <summary>
    /// Checks that an update changes only members that can change, and the values that it sets. Under <see cref="ClientValidation.None"/>
    /// the service decides about the values, and about members that are set by the create; the other rules are always checked.
    /// </summary>
    public static void CheckUpdate(
        Referral current, Referral changed, IReadOnlyList<Difference> differences, ClientValidation validation)
    {
        RuleCheck check = new(Operation.Update, validation);
        if (differences.Count > 0)
        {
            check.NotEnded(current);
        }

        bool isPatch = differences.All(PatchBuilder.IsPatchable);
        if (!isPatch)
        {
            check.Whole(current);
        }

        foreach (Difference difference in differences)
        {
            string path = difference.Path[1..];
            check
                .Always(
                    !ReadOnlyMembers.IsReadOnly(difference) || PatchBuilder.IsPatchable(difference),
                    path,
                    "Only the service sets this member. Make the changed referral from the one that is passed to the function.")
                .Always(
                    isPatch || difference.Path != "/referralProgram",
                    path,
                    "The service accepts this member only in a patch. Change it in a separate update.")
                .Always(
                    !difference.IsLost,
                    path,
                    "This member, which this version does not know, would be lost. Copy the object that holds it using 'with'.")
                .Always(
                    !isPatch || !current.HasUnreadablePart(difference.Path) || PatchBuilder.IsAppended(difference),
                    path,
                    "A part of this member cannot be read and would be lost. Add items with a patch, or set the member with PatchAsync.")
                .Api(!ReadOnlyMembers.IsCreateOnly(difference), path, "This member can be set only when the referral is created.");
        }

        check.Values(changed, current).ThrowIfInvalid();
    }

    /// <summary>Adds the first of the values that cannot be read, under every <see cref="ClientValidation"/>.</summary>
    public static RuleCheck Readable(this RuleCheck check, IReadOnlyList<string> unreadable, string rule)
    {
        foreach (string path in unreadable.Take(MaxUnreadableNamed))
        {
            check.Always(false, path, rule);
        }

        return check;
    }

    /// <summary>Returns those of the unreadable values that the caller has not set since.</summary>
    public static IReadOnlyList<string> Unset(this Referral referral, IReadOnlyList<string> unreadable)
    {
        if (unreadable.Count == 0)
        {
            return [];
        }

        JsonElement sent = JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForCreate);
        return [.. unreadable.Where(path => !IsSet(sent, path))];
    }

    private static bool IsSet(JsonElement sent, string path)
    {
        // An item that could not be read is not in its list, so a path with a position is never found.
        foreach (string name in path.Split('.').Skip(1))
        {
            if (!sent.TryGetProperty(name, out sent))
            {
                return false;
            }
        }

        return sent.ValueKind != JsonValueKind.Null && (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > 0);
    }

    private static bool IsSentOnCreate(string path) =>
        !ReadOnlyMembers.MembersOf(typeof(Referral)).Contains(path.Split('.', '[')[1]);

    private static RuleCheck Whole(this RuleCheck check, Referral referral) => check.Readable(
        referral.UnreadableMembers,
        "This value cannot be read by this version, and a replace would delete it. Change the referral with a patch.");

    /// <summary>
    /// Checks that a deal can go from private to partner-led (wire contract 5.4). The service decides about a referral that is not a deal.
    /// </summary>
    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void CheckPartnerLed(Referral deal, ClientValidation validation) =>
        new RuleCheck(Operation.MakePartnerLed, validation)
            .UserInterface(
                deal.Type != ReferralType.Shared,
                "type",
                "A deal goes from private to partner-led to co-sell and never back. This deal is already Shared; "
                    + "use MakeCoSellAsync or InviteAsync.")
            .UserInterface(
                !IsMicrosoftsRecord(deal),
                "target",
                "This is Microsoft's record of the engagement. Change your organization's own record.")
            .UserInterface(
                deal.Status != ReferralStatus.Closed,
                "status",
                "A closed deal cannot become partner-led; only an open deal can.")
            .ThrowIfInvalid();

    /// <summary>Gets whether the record was created by an invitation to Microsoft, and so is not the partner's own record.</summary>
    public static bool IsMicrosoftsRecord(Referral referral) => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id);

    // wire contract 5.2, 5.3: a location is another party's if the draft joins an engagement. A lead that does not join one may name a
    // location of the partner itself.
    private static bool IsInvitation(Referral draft) => IsMicrosoftsRecord(draft)
        || (draft.EngagementId.Length > 0 && draft.Target.Any(target => target.Type == ReferralTargetType.BusinessProfileLocation));
}
