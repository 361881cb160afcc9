-- The counts that all marts rest on. Raw answers are scanned twice, and aggregated before anything else is looked up.
-- Views of the raw rows and the codebook are there already. Answers of the shipped round and those of a large one, in
-- Parquet, have a view each: no survey is in both, and scanning and counting them one by one is faster than their union.

create temp table answered_surveys as
select
    surveys.survey_code,
    surveys.name_en,
    surveys.name_fr,
    surveys.opened_on,
    surveys.deadline_on,
    surveys.extended_deadline_on,
    surveys.closed_on,
    surveys.counts_partial_submissions,
    origins.origin
from surveys
inner join (select survey_code, min(origin) as origin from raw_submissions group by survey_code) as origins
    on surveys.survey_code = origins.survey_code;

-- Of those that name their Member the latest complete one counts; all others are respondents of their own.
create temp table counted_submissions as
with located as (
    select
        raw.survey_code,
        raw.submission_id,
        raw.respondent_kind,
        raw.member_code,
        raw.agency_type_code,
        coalesce(members.region_code, raw.region_code) as region_code,
        cast(raw.submitted_at as timestamp) as submitted_at,
        coalesce(raw.is_partial, 'false') = 'true' as is_partial
    from raw_submissions as raw
    inner join answered_surveys as surveys
        on raw.survey_code = surveys.survey_code
    left join members
        on raw.member_code = members.member_code
    where coalesce(raw.is_partial, 'false') <> 'true' or surveys.counts_partial_submissions
),

latest as (
    select * from located
    where respondent_kind = 'member' and member_code is not null
    qualify
        row_number() over (
            partition by survey_code, member_code
            order by is_partial asc, submitted_at desc, submission_id desc
        ) = 1
)

select survey_code, submission_id, respondent_kind, region_code, agency_type_code, submitted_at from latest
union all
select survey_code, submission_id, respondent_kind, region_code, agency_type_code, submitted_at from located
where respondent_kind <> 'member' or member_code is null;

create temp table counted_members as
select survey_code, submission_id, region_code from counted_submissions
where respondent_kind = 'member';

create temp macro tallies_of(raw_answers) as table
select
    answers.survey_code,
    members.region_code,
    answers.question_code,
    coalesce(answers.item_code, '') as item_code,
    answers.answer,
    count(*) as submission_count
from query_table(raw_answers) as answers
inner join counted_members as members
    on answers.survey_code = members.survey_code and answers.submission_id = members.submission_id
where answers.answer <> ''
group by all;

create temp table answer_tallies as
from tallies_of('shipped_answers')
union all
from tallies_of('large_answers');

-- Who answered any item of a multiple choice, and who gave details on technologies: a bit each per submission.
-- Filtering by question first takes longer than it saves.
create temp macro respondents_of(raw_answers) as table
with flagged as (
    select
        survey_code,
        submission_id,
        bit_or(
            case question_code
                when 'performance_contribution' then 1
                when 'capacity_building_need' then 2
                when 'flagship_choice' then 4
                when 'case_study_topic' then 8
                when 'technology_status'
                    then case when answer in ('adopted', 'in_development', 'under_consideration') then 16 else 0 end
                else 0
            end
        ) as flags
    from query_table(raw_answers)
    where answer <> ''
    group by survey_code, submission_id
)

select
    members.survey_code,
    members.region_code,
    count(*) filter (flags & 1 > 0) as performance_contribution,
    count(*) filter (flags & 2 > 0) as capacity_building_need,
    count(*) filter (flags & 4 > 0) as flagship_choice,
    count(*) filter (flags & 8 > 0) as case_study_topic,
    count(*) filter (flags & 16 > 0) as details
from flagged
inner join counted_members as members
    on flagged.survey_code = members.survey_code and flagged.submission_id = members.submission_id
group by members.survey_code, members.region_code;

create temp table respondent_tallies as
from respondents_of('shipped_answers')
union all
from respondents_of('large_answers');

-- One row per survey, region, question, item and answer, complete, and one for all regions (region_code is '').
create temp table counts as
with cells as (
    select
        survey_items.survey_code,
        regions.region_code,
        questions.question_code,
        questions.question_type,
        coalesce(survey_items.item_code, '') as item_code,
        options.answer_code,
        options.answer_value,
        options.is_potential
    from survey_items
    inner join answered_surveys as surveys
        on survey_items.survey_code = surveys.survey_code
    inner join questions
        on survey_items.question_code = questions.question_code
    inner join answer_options as options
        on questions.answer_scale_code = options.answer_scale_code
    cross join regions
),

question_bases as (
    unpivot respondent_tallies
    on performance_contribution, capacity_building_need, flagship_choice, case_study_topic
    into name question_code value respondent_count
),

regional as (
    select
        cells.survey_code,
        cells.region_code,
        cells.question_code,
        cells.item_code,
        cells.answer_code,
        cells.answer_value,
        cells.is_potential,
        coalesce(tallies.submission_count, 0) as submission_count,
        case
            when cells.question_type = 'multiple' then coalesce(bases.respondent_count, 0)
            else sum(coalesce(tallies.submission_count, 0)) over (
                partition by cells.survey_code, cells.region_code, cells.question_code, cells.item_code
            )
        end as respondent_count
    from cells
    left join answer_tallies as tallies
        on
            cells.survey_code = tallies.survey_code
            and cells.region_code = tallies.region_code
            and cells.question_code = tallies.question_code
            and cells.item_code = tallies.item_code
            and cells.answer_code = tallies.answer
    left join question_bases as bases
        on
            cells.survey_code = bases.survey_code
            and cells.region_code = bases.region_code
            and cells.question_code = bases.question_code
)

select * from regional
union all
select
    survey_code,
    '' as region_code,
    question_code,
    item_code,
    answer_code,
    answer_value,
    is_potential,
    sum(submission_count) as submission_count,
    sum(respondent_count) as respondent_count
from regional
group by all;

-- Multiple choices: who chose an item, of those who answered any.
create temp table choices as
select
    survey_code,
    region_code,
    question_code,
    item_code,
    submission_count,
    respondent_count,
    case when respondent_count > 0 then submission_count / respondent_count end as share,
    case
        when respondent_count > 0
            then rank() over (
                partition by survey_code, region_code, question_code
                order by submission_count / nullif(respondent_count, 0) desc nulls last
            )
    end as share_rank
from counts
where
    answer_code = 'yes'
    and question_code in ('performance_contribution', 'capacity_building_need', 'flagship_choice', 'case_study_topic');
