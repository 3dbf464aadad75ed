using System.Reflection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that users can create every type that a client gives them, so that they can test their code without a client.</summary>
public sealed class TestableTypesTests
{
    private static readonly Assembly Package = typeof(ReferralsClient).Assembly;

    [Fact]
    public void Every_type_that_is_handed_to_users_has_a_public_constructor_or_factory()
    {
        Type[] handed = [.. Handed()];

        Assert.Contains(typeof(Referral), handed);
        Assert.Contains(typeof(DiagnosisCheck), handed);
        Assert.Contains(typeof(ReferralsTokenRequest), handed);
        Assert.All(handed, type => Assert.True(
            CanBeMade(type),
            $"{type.Name} is handed to users, who cannot make one in a test: give it a public constructor or a static factory."));
    }

    [Fact]
    public void Every_exception_can_be_thrown_by_a_substitute()
    {
        Assert.All(
            Package.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))),
            type => Assert.True(type.GetConstructors().Length > 0, $"{type.Name} needs a public constructor."));
    }

    [Fact]
    public void A_conflict_with_its_current_referral_can_be_thrown_by_a_substitute()
    {
        Referral current = new() { Name = "planted" };
        InvalidOperationException cause = new();

        ReferralConflictException conflict = new("Somebody was faster.", cause, current);

        Assert.Same(current, conflict.GetCurrent());
        Assert.Same(cause, conflict.InnerException);
        Assert.DoesNotContain("planted", conflict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnosis_is_made_of_checks()
    {
        DiagnosisCheck[] checks = [new("token", DiagnosisOutcome.Failed, "None came.", "Sign in.")];

        ReferralsDiagnosis diagnosis = new(checks);
        checks[0] = new DiagnosisCheck("token", DiagnosisOutcome.Passed, "It came.");

        Assert.False(diagnosis.IsHealthy);
        Assert.Contains("1 of 1 checks ran, 1 failed.", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Contains("-> Sign in.", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("checks", () => new ReferralsDiagnosis(null!));
        Assert.Throws<ArgumentNullException>("name", () => new DiagnosisCheck(null!, DiagnosisOutcome.Passed, ""));
        Assert.Throws<ArgumentNullException>("finding", () => new DiagnosisCheck("", DiagnosisOutcome.Passed, null!));
    }

    public static TheoryData<string> TakersOfLists => [.. Takers.Keys];

    // Constructors and factories that take a list, by their signatures.
    private static Dictionary<string, MethodBase> Takers { get; } = Package.GetExportedTypes()
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .OfType<MethodBase>()
        .Where(member => member is ConstructorInfo or { IsStatic: true } && member.GetParameters().Any(IsList))
        .ToDictionary(member => $"{member.DeclaringType!.Name}: {member}");

    [Theory, MemberData(nameof(TakersOfLists))]
    public void A_list_that_is_null_or_contains_null_is_refused_by_name(string taker)
    {
        MethodBase member = Takers[taker];
        ParameterInfo list = member.GetParameters().Single(IsList);
        Array withNull = Array.CreateInstance(list.ParameterType.GenericTypeArguments[0], 2);

        Assert.Equal(list.Name, Assert.Throws<ArgumentNullException>(() => Call(null)).ParamName);
        Assert.Equal(list.Name, Assert.Throws<ArgumentNullException>(() => Call(withNull)).ParamName);

        object? Call(object? value)
        {
            object?[] arguments = [.. member.GetParameters().Select(parameter =>
                parameter == list ? value
                : parameter.ParameterType == typeof(ChangeCheckpoint) ? ChangeCheckpoint.Beginning
                : parameter.HasDefaultValue ? parameter.DefaultValue
                : "x")];
            return member is ConstructorInfo constructor
                ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)
                : member.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        }
    }

    [Fact]
    public async Task A_list_that_is_cleared_later_is_whole_where_it_was_passed_in()
    {
        List<DiagnosisCheck> checks = [new("n", DiagnosisOutcome.Passed, "f")];
        List<Referral> referrals = [new()];
        List<RuleViolation> violations = [new("p", "r", RuleSource.Api)];
        List<string> codes = ["code"];
        ReferralPage page = new(referrals);
        List<ReferralPage> pages = [page];

        ReferralsDiagnosis diagnosis = new(checks);
        ReferralChanges changes = new(referrals, ChangeCheckpoint.Beginning);
        ReferralValidationException invalid = new("create", violations) { ErrorCodes = codes };
        ReferralListing listing = ReferralListing.FromPages(pages);
        checks.Clear();
        referrals.Clear();
        violations.Clear();
        codes.Clear();
        pages.Clear();

        Assert.Single(diagnosis.Checks);
        Assert.Single(page.Referrals);
        Assert.Single(changes.Referrals);
        Assert.Single(invalid.Violations);
        Assert.Equal("code", invalid.ErrorCode);
        Assert.Same(page, Assert.Single(await listing.AsPages().ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Throws<ArgumentNullException>("ErrorCodes", () => new ReferralsException("m") { ErrorCodes = null! });
        Assert.Throws<ArgumentNullException>("ErrorCodes", () => new ReferralsException("m") { ErrorCodes = [null!] });
    }

    [Fact]
    public async Task A_page_that_is_null_ends_the_enumeration_by_name()
    {
        ReferralListing listing = ReferralListing.FromPages(new ReferralPage?[] { new([]), null }.ToAsyncEnumerable()!);

        await Assert.ThrowsAsync<ArgumentNullException>(
            "pages", async () => await listing.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_device_code_and_a_token_request_refuse_what_they_cannot_be_without()
    {
        Uri page = new("https://example.com/device");
        DateTimeOffset expiry = new(2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal(TimeSpan.Zero, new ReferralsDeviceCode("code", page, "Type it in.", expiry).ExpiresOn.Offset);
        Assert.Throws<ArgumentNullException>("userCode", () => new ReferralsDeviceCode(null!, page, "", expiry));
        Assert.Throws<ArgumentNullException>("verificationUri", () => new ReferralsDeviceCode("", null!, "", expiry));
        Assert.Throws<ArgumentNullException>("message", () => new ReferralsDeviceCode("", page, null!, expiry));
        Assert.Throws<ArgumentException>("scope", () => new ReferralsTokenRequest(" "));
    }

    [Fact]
    public async Task A_listing_of_given_pages_yields_them_until_one_fails()
    {
        ReferralListing listing = ReferralListing.FromPages(PagesAsync());
        List<string?> names = [];

        ReferralNotFoundException failure = await Assert.ThrowsAsync<ReferralNotFoundException>(async () =>
        {
            await foreach (Referral referral in listing)
            {
                names.Add(referral.Name);
            }
        });

        Assert.Equal(["one", "two"], names);
        Assert.Equal("The page is gone.", failure.Message);
        Assert.Throws<ArgumentNullException>("pages", () => ReferralListing.FromPages((IAsyncEnumerable<ReferralPage>)null!));
    }

    [Fact]
    public void A_listing_is_made_by_its_factory_only() => Assert.All(
        typeof(ReferralListing).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
        constructor => Assert.True(constructor.IsFamilyAndAssembly, "A type outside the package could derive from ReferralListing."));

    private static async IAsyncEnumerable<ReferralPage> PagesAsync()
    {
        yield return new ReferralPage([new Referral { Name = "one" }, new Referral { Name = "two" }]);
        await Task.Yield();
        throw new ReferralNotFoundException("The page is gone.");
    }

    /// <summary>
    /// Returns the types of the package that methods return and callbacks receive, and the types of their members.
    /// </summary>
    private static HashSet<Type> Handed()
    {
        Queue<Type> open = new();
        foreach (Type type in Package.GetExportedTypes())
        {
            MethodInfo[] methods =
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
            IEnumerable<Type> parameters =
                methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType);
            IEnumerable<Type> callbacks = parameters.Where(parameter => parameter.IsAssignableTo(typeof(Delegate)));
            // A type that users only configure, such as options, returns nothing to them.
            bool isService =
                type.IsInterface || type == typeof(ReferralsClient) || type.Name.EndsWith("Extensions", StringComparison.Ordinal);
            foreach (Type handed in callbacks.Concat(isService ? methods.Select(method => method.ReturnType) : []))
            {
                open.Enqueue(handed);
            }
        }

        PropertyInfo[] options = [.. typeof(ReferralCallOptions).GetProperties(), .. typeof(ReferralsClientOptions).GetProperties()];
        foreach (PropertyInfo property in options)
        {
            if (property.PropertyType.IsAssignableTo(typeof(Delegate)))
            {
                open.Enqueue(property.PropertyType);
            }
        }

        HashSet<Type> seen = [], found = [];
        while (open.TryDequeue(out Type? type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            foreach (Type part in type.GetGenericArguments().Append(type.GetElementType()).OfType<Type>())
            {
                open.Enqueue(part);
            }

            bool isStatic = type is { IsAbstract: true, IsSealed: true };
            if (type.Assembly == Package && type is { IsGenericParameter: false, IsEnum: false, IsInterface: false } && !isStatic)
            {
                found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
                foreach (PropertyInfo property in type.GetProperties())
                {
                    open.Enqueue(property.PropertyType);
                }
            }
        }

        return found;
    }

    private static bool IsList(ParameterInfo parameter) => parameter.ParameterType is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static bool CanBeMade(Type type)
    {
        bool hasConstructor = !type.IsAbstract && (type.IsValueType || type.GetConstructors().Length > 0);
        return hasConstructor
            || type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.ReturnType == type && !method.IsSpecialName)
            || type.GetProperties(BindingFlags.Public | BindingFlags.Static).Any(property => property.PropertyType == type);
    }
}
