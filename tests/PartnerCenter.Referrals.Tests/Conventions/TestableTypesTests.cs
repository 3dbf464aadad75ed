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
        Assert.Contains("1 of 1 checks failed.", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Contains("-> Sign in.", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("checks", () => new ReferralsDiagnosis(null!));
        Assert.Throws<ArgumentNullException>("name", () => new DiagnosisCheck(null!, DiagnosisOutcome.Passed, ""));
        Assert.Throws<ArgumentNullException>("finding", () => new DiagnosisCheck("", DiagnosisOutcome.Passed, null!));
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

    private static bool CanBeMade(Type type)
    {
        bool hasConstructor = !type.IsAbstract && (type.IsValueType || type.GetConstructors().Length > 0);
        return hasConstructor
            || type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.ReturnType == type && !method.IsSpecialName)
            || type.GetProperties(BindingFlags.Public | BindingFlags.Static).Any(property => property.PropertyType == type);
    }
}
