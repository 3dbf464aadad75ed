namespace PartnerCenter.Referrals;

/// <summary>Checks what a draft needs (wire contract 3.11). The page docs/deal-rules.md lists the same rules for callers.</summary>
internal static class DealRules
{
    /// <summary>
    /// Specifies the rule of a create and of an invitation about the consent to share contacts, without which nothing is created. It is
    /// known from the bulk import.
    /// </summary>
    public const string SharedContacts = "The contacts are shared with the other parties, so this consent must be true.";

    /// <summary>Specifies the rule of an invitation, and of a create that asks for help itself, about the customer contact.</summary>
    public const string HelpNeedsContact =
        "A request for help needs a customer contact with first name, last name, phone number and email.";

    private const string Attributes = "details/requirements/additionalRequirements/attributes";
    private const int MaxCount = 50;

    /// <summary>Adds the rules that the API is known to have for every referral.</summary>
    public static RuleCheck Required(this RuleCheck check, Referral draft) => check
        .Api(draft.Type is not null, "type", "A referral needs a type: Independent or Shared.")
        .Api(draft.CustomerProfile is not null, "customerProfile", "A referral needs a customer profile.")
        .Api(draft.Consent is not null, "consent", "A referral needs the consent flags.")
        .Api(draft.Details is not null, "details", "A referral needs details.")
        .Api(
            draft.CustomerProfile is null || ValueRules.IsCode(draft.CustomerProfile.Address?.Country, 2),
            "customerProfile/address/country",
            ValueRules.CountryCode)
        .Api(
            draft.Details is null || draft.Details.Requirements?.Solutions.Any(solution => HasText(solution.Id)) == true,
            "details/requirements/solutions",
            "A referral needs at least one solution with an id.")
        .Api(
            draft.InviteContext?.AssistanceRequestCode is not { } code || !AsksForHelp(code) || HasReachable(draft.CustomerProfile?.Team),
            "customerProfile/team",
            HelpNeedsContact);

    /// <summary>
    /// Adds the rules that the user interface and the bulk import have for a deal. A lead may lack a name and a value (3.1, 3.6). If a
    /// whole part is missing, its members are not listed one by one.
    /// </summary>
    public static RuleCheck RequiredOfDeals(this RuleCheck check, Referral draft)
    {
        if (IsLead(draft))
        {
            return check;
        }

        check
            .UserInterface(HasText(draft.Name), "name", "A deal needs a name.")
            .UserInterface(
                HasReachable(draft.Team), "team", "A deal needs a member of your team with first name, last name, phone number and email.")
            .UserInterface(draft.Team.Count <= MaxCount, "team", "A deal has at most 50 team members.");
        if (draft.CustomerProfile is { } customer)
        {
            check
                .UserInterface(HasText(customer.Name), "customerProfile/name", "The customer needs a name.")
                .UserInterface(
                    HasText(customer.Address?.AddressLine1),
                    "customerProfile/address/addressLine1",
                    "The customer's address needs a first line.")
                .UserInterface(HasText(customer.Address?.City), "customerProfile/address/city", "The customer's address needs a city.");
        }

        if (draft.Consent is { } consent)
        {
            check.UserInterface(consent.ConsentToShareInfoWithOthers == true, "consent/consentToToShareInfoWithOthers", SharedContacts);
        }

        if (draft.Details is { } details)
        {
            check
                .UserInterface(details.DealValue is not null, "details/dealValue", "A deal needs an estimated value.")
                .UserInterface(HasText(details.Currency), "details/currency", "A deal needs a currency.")
                .UserInterface(details.ClosingDateTime is not null, "details/closingDateTime", "A deal needs an estimated closing date.")
                .UserInterface(
                    details.Requirements?.Solutions.Count is null or <= MaxCount,
                    "details/requirements/solutions",
                    "A deal has at most 50 solutions.");
            if (details.Requirements?.AdditionalRequirements?.Attributes is { } attributes)
            {
                check.RequiredOfAttributes(attributes);
            }
        }

        return check;
    }

    /// <summary>
    /// Adds the rule of a co-sell draft whose invitation is not known yet. Without a contact the invitation would be refused after the
    /// create, and the deal would remain without it. A draft that says itself which help it asks for has the API's rule.
    /// </summary>
    public static RuleCheck RequiredOfCoSell(this RuleCheck check, Referral draft) => check.UserInterface(
        IsLead(draft)
            || draft.Type != ReferralType.Shared
            || draft.Consent?.ConsentToShareReferralWithMicrosoftSellers != true
            || draft.InviteContext?.AssistanceRequestCode is not null
            || HasReachable(draft.CustomerProfile?.Team),
        "customerProfile/team",
        "A co-sell deal needs a customer contact with first name, last name, phone number and email.");

    public static bool AsksForHelp(AssistanceRequestCode code) => code != AssistanceRequestCode.Unknown;

    /// <summary>Gets whether at least one member has a first name, a last name, a phone number and an email address.</summary>
    public static bool HasReachable(IReadOnlyList<Member>? people) => people?.Any(member =>
        HasText(member.FirstName) && HasText(member.LastName) && HasText(member.PhoneNumber) && HasText(member.Email)) == true;

    private static bool IsLead(Referral draft) =>
        draft.Qualification == ReferralQualification.Direct || draft.Qualification == ReferralQualification.MarketingQualified;

    // The intent is required only if the attribute is present: Microsoft's older samples do without it, and every deal of the recipes has
    // it. The other three attributes together make a services co-sell deal, which is recognized by the partner role (5.1).
    private static void RequiredOfAttributes(this RuleCheck check, IReadOnlyList<RequirementAttribute> attributes)
    {
        bool isServices = HasAttribute(RequirementAttributeType.PartnerRole);
        check
            .UserInterface(
                !HasAttribute(RequirementAttributeType.CustomerMarketplaceIntent)
                    || HasAttributeId(RequirementAttributeType.CustomerMarketplaceIntent),
                Attributes,
                "A deal needs the customer's marketplace intent: Yes, No or HaveNotDecided.")
            .Api(
                !isServices || HasAttributeId(RequirementAttributeType.PartnerRole),
                Attributes,
                "A services co-sell deal needs the id of its partner role.")
            .Api(
                !isServices || HasAttributeId(RequirementAttributeType.SolutionArea),
                Attributes,
                "A services co-sell deal needs the id of its solution area.")
            .Api(
                !isServices || HasAttributeId(RequirementAttributeType.SolutionPlay),
                Attributes,
                "A services co-sell deal needs the id of its solution play.");

        bool HasAttribute(RequirementAttributeType type) => attributes.Any(attribute => attribute.Type == type);

        bool HasAttributeId(RequirementAttributeType type) => attributes.Any(attribute => attribute.Type == type && HasText(attribute.Id));
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
