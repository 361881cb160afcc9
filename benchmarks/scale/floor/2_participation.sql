-- Section I: who answered.

-- The one mart that grows with the round, so that its names and its key are most of what it costs.
create table marts.frame_members (
    survey_code varchar,
    survey_name_en varchar,
    survey_name_fr varchar,
    member_code varchar,
    member_name_en varchar,
    member_name_fr varchar,
    region_code varchar,
    region_name_en varchar,
    region_name_fr varchar,
    primary key (survey_code, member_code)
);

insert into marts.frame_members
select
    surveys.survey_code,
    surveys.name_en,
    surveys.name_fr,
    members.member_code,
    members.name_en,
    members.name_fr,
    members.region_code,
    regions.name_en,
    regions.name_fr
from answered_surveys as surveys
inner join members
    on members.accession_on is null or members.accession_on <= surveys.closed_on
inner join regions
    on members.region_code = regions.region_code;

create table marts.participation_by_region as
with counted as (
    select survey_code, region_code, count(*) as submission_count from counted_members
    group by survey_code, region_code
),

frame as (
    select survey_code, region_code, count(*) as member_count from marts.frame_members
    group by survey_code, region_code
),

rated as (
    select
        surveys.survey_code,
        regions.region_code,
        coalesce(counted.submission_count, 0) as submission_count,
        coalesce(frame.member_count, 0) as member_count,
        counted.submission_count / nullif(frame.member_count, 0) as participation_rate,
        (200 * counted.submission_count + frame.member_count) // nullif(2 * frame.member_count, 0)
            as participation_percent
    from answered_surveys as surveys
    cross join regions
    left join counted
        on surveys.survey_code = counted.survey_code and regions.region_code = counted.region_code
    left join frame
        on surveys.survey_code = frame.survey_code and regions.region_code = frame.region_code
)

select
    * replace (
        case when member_count > 0 then coalesce(participation_rate, 0) end as participation_rate,
        case when member_count > 0 then coalesce(participation_percent, 0) end as participation_percent
    ),
    case
        when member_count > 0
            then rank() over (
                partition by survey_code
                order by case when member_count > 0 then coalesce(participation_percent, 0) end desc nulls last
            )
    end as participation_rank
from rated;

create table marts.partner_agencies as
select
    surveys.survey_code,
    agency_types.agency_type_code,
    count(submissions.submission_id) as submission_count
from answered_surveys as surveys
cross join agency_types
left join counted_submissions as submissions
    on
        surveys.survey_code = submissions.survey_code
        and agency_types.agency_type_code = submissions.agency_type_code
        and submissions.respondent_kind = 'partner_agency'
group by surveys.survey_code, agency_types.agency_type_code;

create table marts.participation_timeline as
with days as (
    select
        *,
        cast(unnest(generate_series(opened_on, closed_on, interval 1 day)) as date) as submitted_on
    from answered_surveys
),

daily as (
    select survey_code, cast(submitted_at as date) as submitted_on, count(*) as submission_count
    from counted_submissions
    where respondent_kind = 'member'
    group by all
),

members as (
    select survey_code, sum(member_count) as member_count from marts.participation_by_region
    group by survey_code
),

cumulated as (
    select
        days.survey_code,
        days.submitted_on,
        case
            when days.submitted_on <= days.deadline_on then 'initial'
            when days.submitted_on <= days.extended_deadline_on then 'extension'
            else 'late'
        end as phase_code,
        -- More where a survey has a disclosure threshold, which no synthetic one has.
        1 as day_count,
        coalesce(daily.submission_count, 0) as submission_count,
        coalesce(
            sum(daily.submission_count) over (partition by days.survey_code order by days.submitted_on), 0
        ) as cumulative_submission_count
    from days
    left join daily
        on days.survey_code = daily.survey_code and days.submitted_on = daily.submitted_on
)

select
    cumulated.*,
    cumulated.cumulative_submission_count / nullif(members.member_count, 0) as cumulative_participation_rate
from cumulated
inner join members
    on cumulated.survey_code = members.survey_code;

create table marts.participation_summary as
with totals as (
    select survey_code, sum(submission_count) as submission_count, sum(member_count) as member_count
    from marts.participation_by_region
    group by survey_code
),

details as (
    select survey_code, sum(details) as details_count from respondent_tallies
    group by survey_code
),

agencies as (
    select survey_code, sum(submission_count) as partner_agency_count from marts.partner_agencies
    group by survey_code
),

answers as (
    select
        survey_code,
        max(submission_count) filter (question_code = 'case_study_file') as case_study_count,
        max(submission_count) filter (question_code = 'willing_to_share') as willing_count,
        max(respondent_count) filter (question_code = 'willing_to_share') as willing_respondent_count,
        max(submission_count) filter (question_code = 'contact_point_designated') as contact_point_count
    from counts
    where region_code = '' and answer_code = 'yes'
    group by survey_code
)

select
    surveys.survey_code,
    totals.member_count,
    totals.submission_count,
    totals.submission_count / nullif(totals.member_count, 0) as participation_rate,
    coalesce(details.details_count, 0) as details_count,
    coalesce(details.details_count, 0) / nullif(totals.submission_count, 0) as details_share,
    answers.case_study_count,
    answers.willing_count,
    answers.willing_respondent_count,
    answers.willing_count / nullif(answers.willing_respondent_count, 0) as willing_share,
    answers.contact_point_count,
    agencies.partner_agency_count,
    surveys.origin as origin_code,
    surveys.opened_on,
    surveys.deadline_on,
    surveys.extended_deadline_on,
    surveys.closed_on
from answered_surveys as surveys
inner join totals
    on surveys.survey_code = totals.survey_code
left join details
    on surveys.survey_code = details.survey_code
left join agencies
    on surveys.survey_code = agencies.survey_code
left join answers
    on surveys.survey_code = answers.survey_code;

create table marts.case_study_offers as
select survey_code, item_code as technology_code, submission_count, respondent_count from choices
where question_code = 'case_study_topic' and region_code = '';
